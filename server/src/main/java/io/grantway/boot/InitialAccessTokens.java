package io.grantway.boot;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.Audited;
import io.grantway.admin.JsonBody;
import io.grantway.admin.Operation;
import io.grantway.admin.OrderedIds;
import io.grantway.admin.Page;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.authserver.InitialAccessToken;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.RandomText;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tokens by which clients register themselves (RFC 7591 §3), as operations of the admin API.
///
/// @param servers whether a workspace has a server of a name that takes them
record InitialAccessTokens(
        InitialAccessTokenStore store,
        BiPredicate<String, String> servers,
        OrderedIds ids,
        RandomText texts,
        InstantSource clock) {
    private static final String ALL = "/api/v1/initial-access-tokens";
    private static final String ONE = ALL + "/{id}";
    private static final int MOST = 1000;
    private static final Schema GIVEN =
            Schema.object()
                    .with("server", Schema.TEXT)
                    .optional("expires_at", Schema.TIME.orNull())
                    .optional("uses", Schema.INTEGER.orNull());
    private static final Schema SHOWN =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("workspace", Schema.TEXT)
                    .with("server", Schema.TEXT)
                    .with("fingerprint", Schema.TEXT)
                    .with("created_at", Schema.TIME)
                    .with("expires_at", Schema.TIME.orNull())
                    .with("uses_left", Schema.INTEGER.orNull());

    List<Operation> operations(AuditTrail trail) {
        Audited audited = new Audited(trail, "initial access token", Reach.QUERY, "id", this::show);
        return List.of(
                Operation.get(ALL, "listInitialAccessTokens", "Tokens to register clients with")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .paged()
                        .answers(200, Schema.pageOf(SHOWN))
                        .by(this::list),
                Operation.post(
                                ALL,
                                "createInitialAccessToken",
                                "Makes a token to register clients with, shown this once")
                        .needs(Role.EDITOR, Reach.QUERY)
                        .takes(GIVEN, "{\"server\": \"local\", \"uses\": 1}")
                        .answers(201, SHOWN.with("token", Schema.TEXT))
                        .by(audited.create(this::create)),
                Operation.get(ONE, "showInitialAccessToken", "One, without the token itself")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .answers(200, SHOWN)
                        .by(audited.show()),
                Operation.delete(ONE, "deleteInitialAccessToken", "Ends one")
                        .needs(Role.EDITOR, Reach.QUERY)
                        .answers(204)
                        .by(audited.delete(this::delete)));
    }

    private static String workspace(Request request) {
        return Reach.QUERY.workspace(request).orElseThrow();
    }

    private Response list(Request request) {
        Page page = Page.of(request);
        String after = page.afterId().map(Object::toString).orElse("");
        List<InitialAccessToken> found =
                store.list(workspace(request)).stream()
                        .filter(token -> token.id().toString().compareTo(after) > 0)
                        .limit(page.size() + 1L)
                        .toList();
        return page.response(found, InitialAccessTokens::json, token -> token.id().toString());
    }

    private Response show(Request request) {
        return Response.json(200, Json.write(json(found(request))));
    }

    private Response create(Request request) {
        JsonBody body = JsonBody.of(request, List.of("server", "expires_at", "uses"));
        String workspace = workspace(request);
        String server = body.requiredText("server");
        if (!servers.test(workspace, server)) {
            throw JsonBody.invalid(
                    "server",
                    "must name an authorization server of the workspace whose registration is on");
        }
        if (store.list(workspace).size() >= MOST) {
            throw Problem.of(
                    409,
                    "too_many_initial_access_tokens",
                    "there are " + MOST + " already: delete some, those used up first");
        }
        String text = texts.token();
        Instant now = clock.instant();
        InitialAccessToken token =
                new InitialAccessToken(
                        ids.next(),
                        workspace,
                        server,
                        TokenHash.of(text),
                        Instant.ofEpochMilli(now.toEpochMilli()),
                        expiry(body, now),
                        uses(body));
        store.create(token);
        return Response.json(201, Json.write(json(token).put("token", text)))
                .with("Cache-Control", "no-store")
                .with("Location", ALL + "/" + token.id());
    }

    private static Optional<Instant> expiry(JsonBody body, Instant now) {
        Optional<String> text = body.text("expires_at");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant expiry = OffsetDateTime.parse(text.get()).toInstant();
            if (expiry.isAfter(now)) {
                return Optional.of(Instant.ofEpochMilli(expiry.toEpochMilli()));
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Told below.
        }
        throw JsonBody.invalid("expires_at", "must be a time to come, like 2030-01-31T12:00:00Z");
    }

    private static OptionalInt uses(JsonBody body) {
        Optional<JsonNode> uses = body.member("uses");
        if (uses.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!uses.get().isInt() || uses.get().asInt() < 1) {
            throw JsonBody.invalid("uses", "must be a number from 1 on");
        }
        return OptionalInt.of(uses.get().asInt());
    }

    private Response delete(Request request) {
        store.delete(found(request).id());
        return Response.empty(204);
    }

    private InitialAccessToken found(Request request) {
        String id = request.variable("id");
        return store.list(workspace(request)).stream()
                .filter(token -> token.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("there is no such initial access token"));
    }

    private static ObjectNode json(InitialAccessToken token) {
        ObjectNode json = Json.object();
        json.put("id", token.id().toString());
        json.put("workspace", token.workspace());
        json.put("server", token.server());
        json.put("fingerprint", token.hash().fingerprint());
        json.put("created_at", token.createdAt().toString());
        json.put("expires_at", token.expiresAt().map(Instant::toString).orElse(null));
        if (token.usesLeft().isPresent()) {
            json.put("uses_left", token.usesLeft().getAsInt());
        } else {
            json.putNull("uses_left");
        }
        return json;
    }
}
