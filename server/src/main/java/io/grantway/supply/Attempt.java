package io.grantway.supply;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One token request, as it is told to operators; nothing in it is secret.
///
/// @param failure empty where a token came
/// @param status of the answer; 0 where there was none
/// @param text what happened
/// @param error the server's word for what went wrong, where it said one
/// @param token that came
public record Attempt(
        Instant at,
        Duration took,
        Optional<Reason> failure,
        int status,
        String text,
        Optional<String> error,
        Optional<TokenHash> token) {
    /// The first digits of the token's hash.
    public Optional<String> fingerprint() {
        return token.map(TokenHash::fingerprint);
    }
}
