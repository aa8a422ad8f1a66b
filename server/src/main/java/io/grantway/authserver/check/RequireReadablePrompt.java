package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;

/// What the request says of how to ask the user makes sense (OpenID Connect Core §3.1.2.1).
public final class RequireReadablePrompt implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        requireReadable(candidate);
    }

    private static void requireReadable(AuthorizationCandidate candidate) {
        candidate.prompt();
    }
}
