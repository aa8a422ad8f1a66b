package io.grantway.authserver.grant;

import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.SubjectSource;
import io.grantway.authserver.TokenRequest;
import io.grantway.oauth.GrantType;

/// The client acts for itself (RFC 6749 §4.4). Never with a refresh token (§4.4.3): its secret
/// serves for that.
public record ClientCredentialsGrant(SubjectSource subjects) implements Grant {
    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public Entitlement entitlement(TokenRequest request) {
        return new Entitlement.Fresh(subjects.standingInFor(request), false);
    }
}
