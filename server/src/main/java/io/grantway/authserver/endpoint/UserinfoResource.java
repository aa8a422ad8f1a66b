package io.grantway.authserver.endpoint;

import io.grantway.authserver.EndUser;
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
record UserinfoResource(ResourceCalls calls, BiFunction<String, String, Optional<EndUser>> users)
        implements Handler {
    @Override
    public Response handle(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("POST")) {
            throw Problem.of(405, "method_not_allowed", "use GET or POST")
                    .with("Allow", "GET, POST");
        }
        if (!calls.terms().transport().admits(request.head())) {
            throw Problem.badRequest("insecure_transport", "use HTTPS");
        }
        return calls.handle(request, this::answer);
    }

    private Response answer(AccessToken token) {
        if (!token.scopes().contains("openid")) {
            return calls.refused(token, 403, "error=\"insufficient_scope\", scope=\"openid\"");
        }
        return token.subject()
                .flatMap(subject -> users.apply(calls.terms().place().workspace(), subject))
                .map(user -> answer(token, user))
                .orElseGet(() -> calls.refused(token, 401, "error=\"invalid_token\""));
    }

    private static Response answer(AccessToken token, EndUser user) {
        ObjectNode json = Json.object().put("sub", user.username());
        json.setAll(user.told(token.scopes()));
        return Response.json(200, Json.write(json)).with("Cache-Control", "no-store");
    }
}
