package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Terms;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/// `GET` or `POST userinfo` (OpenID Connect Core §5.3).
///
/// @param users by workspace and name
record UserinfoResource(
        Terms terms, AccessTokens tokens, BiFunction<String, String, Optional<EndUser>> users)
        implements Handler {
    private static final String SCHEME = "bearer ";

    @Override
    public Response handle(Request request) {
        if (!terms.transport().admits(request.head())) {
            throw Problem.badRequest("insecure_transport", "use HTTPS");
        }
        Optional<String> presented =
                request.header("Authorization")
                        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                        .map(value -> value.substring(SCHEME.length()).strip());
        if (presented.isEmpty()) {
            return refused(401, "");
        }
        Optional<AccessToken> token = tokens.find(terms, presented.get());
        if (token.isEmpty()) {
            return refused(401, "error=\"invalid_token\"");
        }
        if (!token.get().scopes().contains("openid")) {
            return refused(403, "error=\"insufficient_scope\", scope=\"openid\"");
        }
        return token.get()
                .subject()
                .flatMap(subject -> users.apply(terms.place().workspace(), subject))
                .map(user -> answer(token.get(), user))
                .orElseGet(() -> refused(401, "error=\"invalid_token\""));
    }

    private static Response answer(AccessToken token, EndUser user) {
        ObjectNode json = Json.object().put("sub", user.username());
        json.setAll(user.told(token.scopes()));
        return Response.json(200, Json.write(json)).with("Cache-Control", "no-store");
    }

    private static Response refused(int status, String challenge) {
        return Response.empty(status)
                .with("WWW-Authenticate", challenge.isEmpty() ? "Bearer" : "Bearer " + challenge);
    }
}
