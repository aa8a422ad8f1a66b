package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// The response type is known and its grant is switched on (RFC 6749 §3.1.1).
public final class RequireEnabledResponseType implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (candidate.responseType().isEmpty()) {
            String type = candidate.responseTypeText();
            throw new OAuthRefusal(
                    Refusal.RESPONSE_TYPE_UNSUPPORTED,
                    type,
                    "response_type \"" + type + "\" is unknown, or its grant is not switched on");
        }
    }
}
