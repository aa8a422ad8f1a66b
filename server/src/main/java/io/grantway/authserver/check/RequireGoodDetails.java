package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;

/// Authorization details are of types that the server has and the client may ask for, and say
/// nothing that is not declared (RFC 9396 §5).
public final class RequireGoodDetails implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        candidate
                .client()
                .ifPresent(client ->
                        candidate.terms().details().requested(candidate.parameters(), client));
    }
}
