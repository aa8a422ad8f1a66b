package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// The user is sent back only to where the client said beforehand (RFC 6749 §3.1.2.3, RFC 9700
/// §4.1): anything else makes this server an open redirector that hands codes to strangers.
public final class RequireRegisteredRedirectUri implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (candidate.registered().isEmpty()) {
            return;
        }
        if (!candidate.redirectUriRegistered()) {
            throw new OAuthRefusal(Refusal.REDIRECT_URI_NOT_REGISTERED)
                    .because("redirect_uri is none of the client's redirectUris");
        }
        boolean named = candidate.parameters().text("redirect_uri").isPresent();
        if (candidate.terms().strict() && !named && candidate.registered().size() > 1) {
            throw new OAuthRefusal(Refusal.REDIRECT_URI_MISSING)
                    .because("the client has several redirectUris and the request names none");
        }
    }
}
