package io.grantway.admin;

import io.grantway.config.Secret;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.Locale;
import java.util.Optional;

/// Lets requests with the admin token through to a handler, and nobody else.
public final class AdminAccess {
    private final Secret token;

    public AdminAccess(Secret token) {
        this.token = token;
    }

    /// The handler behind the check. The token comes as `Authorization: Bearer` or
    /// `Kong-Admin-Token`.
    public Handler guarding(Handler handler) {
        return request -> {
            require(request);
            return handler.handle(request);
        };
    }

    private void require(Request request) {
        Optional<String> presented = bearer(request).or(() -> request.header("Kong-Admin-Token"));
        if (presented.isEmpty()) {
            throw refusal(
                    "admin_token_missing",
                    "send the admin token as Authorization: Bearer …, or as Kong-Admin-Token");
        }
        if (!token.matches(presented.get())) {
            throw refusal(
                    "admin_token_wrong",
                    "this is not the admin token; it is in the file admin-token of the data"
                            + " directory");
        }
    }

    private static Optional<String> bearer(Request request) {
        return request.header("Authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("bearer "))
                .map(value -> value.substring("bearer ".length()).strip());
    }

    private static Problem refusal(String reason, String detail) {
        return Problem.of(401, reason, detail)
                .with("WWW-Authenticate", "Bearer realm=\"grantway-admin\"");
    }
}
