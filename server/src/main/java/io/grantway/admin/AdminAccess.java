package io.grantway.admin;

import io.grantway.config.Secret;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Tells by its token which administrator a request comes from.
public final class AdminAccess {
    /// The administrator of the token that the first start made.
    public static final Administrator BOOTSTRAP = Administrator.ofEverything("bootstrap");

    private final Secret bootstrap;
    private final Function<String, Optional<Administrator>> others;

    /// @param bootstrap the token that may do everything
    /// @param others whose another token is
    public AdminAccess(Secret bootstrap, Function<String, Optional<Administrator>> others) {
        this.bootstrap = bootstrap;
        this.others = others;
    }

    /// The administrator whose token comes as `Authorization: Bearer` or `Kong-Admin-Token`.
    ///
    /// @throws Problem 401 where there is no token, or none that is known
    public Administrator administrator(Request request) {
        String presented =
                bearer(request)
                        .or(() -> request.header("Kong-Admin-Token"))
                        .orElseThrow(() ->
                                refusal(
                                        "admin_token_missing",
                                        "send an admin token as Authorization: Bearer …, or as"
                                                + " Kong-Admin-Token"));
        if (bootstrap.matches(presented)) {
            return BOOTSTRAP;
        }
        return others.apply(presented)
                .orElseThrow(() ->
                        refusal(
                                "admin_token_wrong",
                                "this is not an admin token, or no longer; the first one is in the"
                                        + " file admin-token of the data directory"));
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
