package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.ResponseType;
import io.grantway.catalog.ClientMetadata;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// A client whose tokens must be bound to a key gets none by way of the browser, where it can prove
/// nothing (RFC 9449 §5, RFC 8705 §3).
public final class RequireBoundTokens implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (candidate.responseType().filter(ResponseType::givesToken).isEmpty()) {
            return;
        }
        boolean allOfServer =
                candidate
                        .terms()
                        .place()
                        .issuer()
                        .filter(issuer -> issuer.config().dpop().required())
                        .isPresent();
        boolean ofClient =
                candidate.client().filter(client -> mustBeBound(client.metadata())).isPresent();
        if (allOfServer || ofClient) {
            throw new OAuthRefusal(
                    Refusal.GRANT_NOT_ALLOWED,
                    candidate.responseTypeText(),
                    "tokens must be bound to a key here, which a browser cannot prove to hold");
        }
    }

    private static boolean mustBeBound(ClientMetadata client) {
        return client.dpopBoundAccessTokens() || client.certificateBoundAccessTokens();
    }
}
