package io.grantway.kong;

import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.RandomText;
import io.grantway.authserver.TokenStore;
import io.grantway.catalog.Ids;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `oauth2_tokens` resource of Kong's admin API, below `/` and `/{workspace}/`: issued tokens,
/// and tokens of another server that are taken in. A token is shown in the answer that makes it and
/// never after; a fingerprint tells it from others.
public final class TokenResources {
    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;

    private final TokenStore tokens;
    private final TokenReferences references;
    private final Consumer<TokenHash> evict;
    private final RandomText random;
    private final InstantSource clock;

    /// @param evict forgets what is remembered of a token, good or bad, before an answer that
    ///   changes it goes out
    public TokenResources(
            TokenStore tokens,
            TokenReferences references,
            Consumer<TokenHash> evict,
            RandomText random,
            InstantSource clock) {
        this.tokens = tokens;
        this.references = references;
        this.evict = evict;
        this.random = random;
        this.clock = clock;
    }

    /// `GET /{workspace}/oauth2_tokens`, paged by `size` and `offset`.
    public Handler list() {
        return request -> {
            String workspace = workspaceOf(request);
            int size = size(request);
            Optional<UUID> offset = request.query().first("offset").map(TokenResources::offset);
            List<IssuedToken> page = tokens.list(workspace, offset, size);
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            page.forEach(token -> data.add(TokenJson.of(token)));
            if (page.size() == size) {
                String last = page.getLast().access().id().toString();
                json.put("offset", last);
                json.put("next", request.path() + "?size=" + size + "&offset=" + last);
            } else {
                json.putNull("next");
            }
            return Response.json(200, Json.write(json));
        };
    }

    /// `POST /{workspace}/oauth2_tokens`: takes a token in, 201 with its text.
    public Handler post() {
        return guarded(request -> {
            TokenFields fields = TokenFields.read(request);
            return create(TokenDraft.made(workspaceOf(request), fields, random, clock.instant()));
        });
    }

    /// `GET /{workspace}/oauth2_tokens/{id or access_token}`
    public Handler get() {
        return guarded(request -> Response.json(200, Json.write(TokenJson.of(required(request)))));
    }

    /// `PUT /{workspace}/oauth2_tokens/{id or access_token}`: makes or replaces, 200.
    public Handler put() {
        return guarded(request -> {
            Optional<IssuedToken> old = find(request);
            TokenFields fields = TokenFields.read(request);
            if (old.isPresent()) {
                return amend(
                        old.get(),
                        TokenDraft.replacing(old.get(), fields, random, clock.instant()));
            }
            String key = request.variable("id");
            fields.name(Ids.parse(key).isPresent() ? "id" : "access_token", key);
            TokenDraft draft =
                    TokenDraft.made(workspaceOf(request), fields, random, clock.instant());
            Response made = create(draft);
            return new Response(200, made.headers(), made.body());
        });
    }

    /// `PATCH /{workspace}/oauth2_tokens/{id or access_token}`
    public Handler patch() {
        return guarded(request -> {
            IssuedToken old = required(request);
            TokenFields fields = TokenFields.read(request);
            return amend(old, TokenDraft.changed(old, fields, random, clock.instant()));
        });
    }

    /// `DELETE /{workspace}/oauth2_tokens/{id or access_token}`: 204 also where there is none, as
    /// Kong does. The token is refused everywhere on this node when the answer goes out.
    public Handler delete() {
        return request -> {
            find(request)
                    .flatMap(token -> tokens.delete(workspaceOf(request), token.access().id()))
                    .ifPresent(token -> evict.accept(token.accessHash()));
            return Response.empty(204);
        };
    }

    private static Handler guarded(Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (TokenRefusal refusal) {
                return refusal.response();
            }
        };
    }

    private Response create(TokenDraft draft) {
        requireReferences(draft.token().access());
        require(tokens.add(draft.token()), draft.token());
        // The token may have been tried, and found unknown, a moment ago.
        evict.accept(draft.token().accessHash());
        ObjectNode json = TokenJson.of(draft.token());
        json.put("access_token", draft.accessText().orElse(null));
        json.put("refresh_token", draft.refreshText().orElse(null));
        return Response.json(201, Json.write(json));
    }

    private Response amend(IssuedToken old, TokenDraft draft) {
        requireReferences(draft.token().access());
        require(tokens.amend(old, draft.token()), draft.token());
        evict.accept(old.accessHash());
        evict.accept(draft.token().accessHash());
        return Response.json(200, Json.write(TokenJson.of(draft.token())));
    }

    private void requireReferences(AccessToken access) {
        String workspace = access.workspace();
        if (!references.hasCredential(workspace, access.client())) {
            throw TokenRefusal.dangling(
                    "credential", access.client().toString(), "oauth2_credentials");
        }
        access.audience()
                .filter(service -> !references.hasService(workspace, service))
                .ifPresent(service -> {
                    throw TokenRefusal.dangling("service", service.toString(), "services");
                });
    }

    private static void require(TokenStore.Outcome outcome, IssuedToken token) {
        switch (outcome) {
            case DONE -> {}
            case GONE -> throw TokenRefusal.plain(404, "Not found");
            case ID_TAKEN -> throw TokenRefusal.taken("id", token.access().id().toString());
            case ACCESS_TOKEN_TAKEN ->
                    throw TokenRefusal.taken("access_token", token.accessHash().fingerprint());
            case REFRESH_TOKEN_TAKEN ->
                    throw TokenRefusal.taken(
                            "refresh_token",
                            token.refreshHash().map(TokenHash::fingerprint).orElse(""));
        }
    }

    private IssuedToken required(Request request) {
        return find(request).orElseThrow(() -> TokenRefusal.plain(404, "Not found"));
    }

    /// By its id, or else by its text: that of another server's token may look like an id.
    private Optional<IssuedToken> find(Request request) {
        String workspace = workspaceOf(request);
        String key = request.variable("id");
        return Ids.parse(key)
                .flatMap(id -> tokens.find(workspace, id))
                .or(() -> tokens.findByAccessToken(workspace, TokenHash.of(key)));
    }

    private String workspaceOf(Request request) {
        String workspace = request.variables().getOrDefault("workspace", "default");
        if (!references.hasWorkspace(workspace)) {
            throw Problem.notFound("there is no workspace \"" + workspace + "\"");
        }
        return workspace;
    }

    private static int size(Request request) {
        String text = request.query().first("size").orElse(Integer.toString(DEFAULT_SIZE));
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MAX_SIZE) {
                return size;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw Problem.badRequest("invalid_size", "size must be a number from 1 to " + MAX_SIZE);
    }

    private static UUID offset(String text) {
        return Ids.parse(text)
                .orElseThrow(() ->
                        Problem.badRequest(
                                "invalid_offset", "offset must be the id of a token, a UUID"));
    }
}
