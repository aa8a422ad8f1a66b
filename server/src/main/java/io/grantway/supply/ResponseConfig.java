package io.grantway.supply;

import io.grantway.config.Key;
import java.util.List;

/// Where a server that has ways of its own puts things in its answer. Paths are names with dots
/// between (`authed_user.access_token`).
public record ResponseConfig(
        @Key(value = "The access token.", or = "access_token", example = "data.token")
                String accessToken,
        @Key(value = "For how long it is good.", or = "expires_in") String expiresIn,
        @Key(value = "The refresh token.", or = "refresh_token") String refreshToken,
        @Key(value = "The word before the token.", or = "token_type") String tokenType,
        @Key(value = "The scopes that were granted.", or = "scope") String scope,
        @Key(
                        value =
                                "What tells an error although the status is 200: `path` (it is"
                                        + " there) or `path=value`.",
                        or = "[error, ok=false]",
                        example = "[status=failed]")
                List<String> errors,
        @Key(
                        value =
                                "The content types that are read, beside none at all. An answer of"
                                        + " another is an error whatever it says.",
                        or =
                                "[application/json, text/json, text/plain, text/javascript,"
                                        + " application/x-www-form-urlencoded]")
                List<String> contentTypes,
        @Key(
                        value =
                                "Values of `error` that say that the grant is dead, beside"
                                        + " `invalid_grant`.",
                        example = "[invalid_code]")
                List<String> dead) {
    public ResponseConfig {
        dead = List.copyOf(dead);
        errors = List.copyOf(errors);
        contentTypes = List.copyOf(contentTypes);
        if (accessToken.isBlank()) {
            throw new IllegalArgumentException("accessToken must not be empty");
        }
    }
}
