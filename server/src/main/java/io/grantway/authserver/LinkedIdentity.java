package io.grantway.authserver;

import io.grantway.catalog.Ids;
import java.time.Instant;
import java.util.UUID;

/// Who a user is at an OpenID provider. The provider's issuer and subject name somebody for ever
/// (OpenID Connect Core §5.7); an e-mail address or a name may be another's tomorrow.
///
/// @param shown what the user knows the identity by
public record LinkedIdentity(
        String workspace, String issuer, String subject, UUID user, String shown, Instant since) {
    /// Names the identity in addresses and forms, where its subject has no business.
    public UUID id() {
        return Ids.of(workspace, "identity", issuer + ' ' + subject);
    }
}
