package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.ProfileRules;
import io.grantway.authserver.RedirectUri;
import io.grantway.authserver.ResponseType;
import io.grantway.catalog.Client;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;

/// The request is one that the profile of its server and its client has ([ProfileRules]): by its
/// response type, and by where its answer goes.
public final class RequireFittingProfile implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        candidate.client().ifPresent(client -> require(candidate, client));
    }

    private static void require(AuthorizationCandidate candidate, Client client) {
        ProfileRules rules = ProfileRules.of(candidate.terms(), client);
        if (rules.codeOnly() && !candidate.responseType().equals(Optional.of(ResponseType.CODE))) {
            throw new OAuthRefusal(
                    Refusal.RESPONSE_TYPE_UNSUPPORTED,
                    candidate.responseTypeText(),
                    "the profile has no response type but code");
        }
        if (rules.namedRedirects()) {
            String uri =
                    candidate
                            .parameters()
                            .text("redirect_uri")
                            .orElseThrow(() ->
                                    new OAuthRefusal(Refusal.REDIRECT_URI_MISSING)
                                            .because("the profile wants a redirect_uri"));
            if (RedirectUri.isReadable(uri)) {
                throw new OAuthRefusal(Refusal.REDIRECT_URI_READABLE);
            }
        }
    }
}
