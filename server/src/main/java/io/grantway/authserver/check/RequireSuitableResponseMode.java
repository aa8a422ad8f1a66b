package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// The response mode is known and suits the response type (OAuth 2.0 Multiple Response Type
/// Encoding Practices §2.1, JARM §2.3.1).
public final class RequireSuitableResponseMode implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (!candidate.responseModeSuits()) {
            String mode = candidate.parameters().text("response_mode").orElse("");
            throw new OAuthRefusal(
                    Refusal.RESPONSE_MODE_UNSUITABLE,
                    mode,
                    "response_mode \"" + mode + "\" is unknown, or would put a token in a query");
        }
    }
}
