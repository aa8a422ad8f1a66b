package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.ResponseType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// Whoever wants an ID token through the browser asks for the scope `openid`, and sends a nonce
/// (OpenID Connect Core §3.2.2.1, §3.3.2.11): without one, an ID token caught elsewhere could be
/// pushed into the answer.
public final class RequireOpenIdWithIdToken implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (candidate.responseType().filter(ResponseType::givesIdToken).isEmpty()) {
            return;
        }
        if (!candidate.terms().scopes().requested(candidate.parameters()).contains("openid")) {
            throw new OAuthRefusal(Refusal.OPENID_MISSING);
        }
        if (candidate.parameters().text("nonce").isEmpty()) {
            throw new OAuthRefusal(Refusal.NONCE_MISSING);
        }
    }
}
