package io.grantway.authserver.grant;

import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.TokenRequest;
import io.grantway.authserver.TrustedIssuers;
import io.grantway.authserver.TrustedIssuers.Proven;
import io.grantway.authserver.TrustedIssuers.Unproven;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// An assertion of somebody who is trusted, in place of the user's own consent (RFC 7523 §2.1).
/// Never with a refresh token: the next assertion serves for that (RFC 7521 §4.1).
public record JwtBearerGrant(TrustedIssuers trusted) implements Grant {
    @Override
    public GrantType type() {
        return GrantType.JWT_BEARER;
    }

    @Override
    public Entitlement entitlement(TokenRequest request) {
        String assertion =
                request.parameters()
                        .text("assertion")
                        .orElseThrow(() -> new OAuthRefusal(Refusal.ASSERTION_MISSING));
        return switch (trusted.look(assertion)) {
            case Unproven(var why) ->
                    throw new OAuthRefusal(Refusal.ASSERTION_INVALID).because(why);
            case Proven proven ->
                    new Entitlement.Fresh(
                            Optional.of(proven.subject()),
                            proven.scopes(),
                            TokenClaims.NONE,
                            false,
                            Optional.empty());
        };
    }
}
