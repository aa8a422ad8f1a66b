package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// No parameter comes twice (RFC 6749 §3.1): two readers could choose different ones.
public final class RequireSingleParameters implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        candidate
                .parameters()
                .repeated()
                .ifPresent(name -> {
                    throw new OAuthRefusal(
                            Refusal.REPEATED_PARAMETER,
                            name,
                            "the parameter " + name + " is given more than once");
                });
    }
}
