package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// The client exists and has an address to send its users back to (RFC 6749 §3.1.2.2).
public final class RequireKnownClient implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (candidate.client().isEmpty()) {
            String id = candidate.parameters().text("client_id").orElse("");
            throw new OAuthRefusal(
                    Refusal.CLIENT_UNKNOWN,
                    id,
                    "there is no client \""
                            + id
                            + "\" in workspace "
                            + candidate.terms().place().workspace());
        }
        if (candidate.registered().isEmpty()) {
            throw new OAuthRefusal(Refusal.CLIENT_WITHOUT_REDIRECT_URI)
                    .because("the client has no redirectUris");
        }
    }
}
