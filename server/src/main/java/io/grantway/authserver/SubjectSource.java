package io.grantway.authserver;

import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// Says which end user a token request speaks for, where its grant leaves that to the server.
public interface SubjectSource {
    /// Nobody: clients act for users by their consent only.
    SubjectSource NONE =
            new SubjectSource() {
                @Override
                public Proof endUser(TokenRequest request) {
                    throw new OAuthRefusal(Refusal.USER_MISSING);
                }

                @Override
                public Optional<String> standingInFor(TokenRequest request) {
                    return Optional.empty();
                }
            };

    /// An end user who has been proven.
    ///
    /// @param claims that tokens keep of how
    record Proof(String username, TokenClaims claims) {}

    /// The end user of a password request (RFC 6749 §4.3).
    ///
    /// @throws OAuthRefusal when none has been proven
    Proof endUser(TokenRequest request);

    /// The end user that a client acting for itself (§4.4) stands in for, if any.
    ///
    /// @throws OAuthRefusal when one is claimed and not proven
    Optional<String> standingInFor(TokenRequest request);
}
