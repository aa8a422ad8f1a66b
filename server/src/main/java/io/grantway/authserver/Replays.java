package io.grantway.authserver;

import io.grantway.oauth.TokenHash;

/// What happens to a code or refresh token that comes a second time: under strict terms everything
/// that descends from it dies (RFC 6749 §4.1.2, RFC 9700 §4.14.2), since one of the two who sent it
/// is a thief and nobody can tell which.
public final class Replays {
    private final TokenStore tokens;
    private final EarlyEnds ends;

    Replays(TokenStore tokens, EarlyEnds ends) {
        this.tokens = tokens;
        this.ends = ends;
    }

    /// A code or refresh token was presented that cannot be used any more, if it ever could.
    public void spent(Terms terms, TokenHash codeOrRefreshToken) {
        if (terms.strict()) {
            tokens.familyOfSpent(codeOrRefreshToken)
                    .ifPresent(family ->
                            tokens.revokeFamily(family).forEach(hash -> ends.end(terms, hash)));
        }
    }
}
