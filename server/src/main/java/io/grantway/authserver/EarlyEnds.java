package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.time.InstantSource;

/// Ends access tokens before their time: nobody remembers them as good any more, and a signed one,
/// which is good without a record, is remembered as bad.
///
/// @param revocations told of each
record EarlyEnds(DeniedTokens denied, Revocations revocations, InstantSource clock) {
    void end(Terms terms, TokenHash accessToken) {
        if (terms.place().issuer().isPresent()) {
            denied.deny(accessToken, terms.lifetimes().accessExpiry(clock.instant()));
        }
        revocations.revoked(accessToken);
    }

    /// Lets go of a token that was replaced: a kept one is not there any more, and a signed one is
    /// good for the rest of its short life.
    void replaced(TokenHash accessToken) {
        revocations.revoked(accessToken);
    }
}
