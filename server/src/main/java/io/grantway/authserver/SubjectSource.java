package io.grantway.authserver;

import java.util.Optional;

/// Says which end user a token request speaks for, where its grant leaves that to the server.
public interface SubjectSource {
    /// The end user of a password request (RFC 6749 §4.3).
    ///
    /// @throws io.grantway.oauth.OAuthRefusal when none has been proven
    String endUser(TokenRequest request);

    /// The end user that a client acting for itself (§4.4) stands in for, if any.
    ///
    /// @throws io.grantway.oauth.OAuthRefusal when one is claimed and not proven
    Optional<String> standingInFor(TokenRequest request);
}
