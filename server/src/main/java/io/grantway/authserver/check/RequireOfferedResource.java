package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;

/// Every API that a token is asked for is one that the server gives tokens for (RFC 8707 §2).
public final class RequireOfferedResource implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        candidate.terms().resources().requested(candidate.parameters());
    }
}
