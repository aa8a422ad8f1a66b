package io.grantway.authserver.grant;

import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.SubjectSource;
import io.grantway.authserver.TokenRequest;
import io.grantway.oauth.GrantType;
import java.util.Optional;

/// Somebody else has seen the end user's password (RFC 6749 §4.3). RFC 9700 §2.4 forbids it; here
/// for those who have it already.
public record PasswordGrant(SubjectSource subjects) implements Grant {
    @Override
    public GrantType type() {
        return GrantType.PASSWORD;
    }

    @Override
    public Entitlement entitlement(TokenRequest request) {
        SubjectSource.Proof user = subjects.endUser(request);
        return new Entitlement.Fresh(
                Optional.of(user.username()), Optional.empty(), user.claims(), true);
    }
}
