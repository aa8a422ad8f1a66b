package io.grantway.kong;

import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.TokenStore;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `oauth2_tokens` resource of Kong's admin API, below `/` and `/{workspace}/`. Carries both of
/// Kong's shapes (`credential_id` and `credential: {id}`). The tokens themselves are not known here
/// any more; a fingerprint tells them apart.
public final class TokenResources {
    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;

    private final TokenStore tokens;
    private final Predicate<String> workspaces;
    private final Consumer<TokenHash> evict;

    /// @param workspaces whether there is a workspace of a name
    /// @param evict forgets a deleted token wherever its verdict is remembered, before the answer
    ///   goes out
    public TokenResources(
            TokenStore tokens, Predicate<String> workspaces, Consumer<TokenHash> evict) {
        this.tokens = tokens;
        this.workspaces = workspaces;
        this.evict = evict;
    }

    /// `GET /{workspace}/oauth2_tokens`, paged by `size` and `offset`.
    public Handler list() {
        return request -> {
            String workspace = workspaceOf(request);
            int size = size(request);
            Optional<UUID> offset = request.query().first("offset").map(text -> id(text, "offset"));
            List<IssuedToken> page = tokens.list(workspace, offset, size);
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            page.forEach(token -> data.add(json(token)));
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

    /// `GET /{workspace}/oauth2_tokens/{id}`
    public Handler get() {
        return request ->
                find(request)
                        .map(token -> Response.json(200, Json.write(json(token))))
                        .orElseGet(() -> Response.json(404, "{\"message\":\"Not found\"}"));
    }

    /// `DELETE /{workspace}/oauth2_tokens/{id}`: 204 also where there is none, as Kong does. The
    /// token is refused everywhere on this node when the answer goes out.
    public Handler delete() {
        return request -> {
            tokens.delete(workspaceOf(request), id(request.variable("id"), "id"))
                    .ifPresent(token -> evict.accept(token.accessHash()));
            return Response.empty(204);
        };
    }

    private Optional<IssuedToken> find(Request request) {
        return tokens.find(workspaceOf(request), id(request.variable("id"), "id"));
    }

    private String workspaceOf(Request request) {
        String workspace = request.variables().getOrDefault("workspace", "default");
        if (!workspaces.test(workspace)) {
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

    private static UUID id(String text, String field) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.badRequest(
                    "invalid_" + field, field + " must be the id of a token, a UUID");
        }
    }

    private static ObjectNode json(IssuedToken token) {
        ObjectNode json = Json.object();
        String credential = token.access().client().toString();
        json.put("id", token.access().id().toString());
        json.put("created_at", token.createdAt().getEpochSecond());
        json.put("token_type", "bearer");
        json.put("credential_id", credential);
        json.putObject("credential").put("id", credential);
        token.access()
                .audience()
                .map(UUID::toString)
                .ifPresentOrElse(
                        service -> {
                            json.put("service_id", service);
                            json.putObject("service").put("id", service);
                        },
                        () -> {
                            json.putNull("service_id");
                            json.putNull("service");
                        });
        json.put(
                "scope",
                token.access().scopes().isEmpty() ? null : token.access().scopes().toString());
        json.put("authenticated_userid", token.access().subject().orElse(null));
        json.put("expires_in", lifetime(token));
        json.put("fingerprint", token.accessHash().fingerprint());
        json.put("has_refresh_token", token.refreshHash().isPresent());
        return json;
    }

    /// The life it was given, in seconds, as Kong lists it; 0 for one that never expires.
    private static long lifetime(IssuedToken token) {
        Instant end = token.access().expiresAt();
        return end.equals(Instant.MAX) ? 0 : Duration.between(token.createdAt(), end).toSeconds();
    }
}
