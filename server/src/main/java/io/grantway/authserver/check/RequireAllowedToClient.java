package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.ScopeRule;
import io.grantway.catalog.Client;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// The client is registered for what it asks (RFC 7591 §2): grant, response type and scopes.
public final class RequireAllowedToClient implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        candidate.client().ifPresent(client -> require(candidate, client));
    }

    private static void require(AuthorizationCandidate candidate, Client client) {
        boolean allowed =
                client.metadata().allowsResponseType(candidate.responseType())
                        && (!candidate.asksForCode()
                                || client.metadata().allows(GrantType.AUTHORIZATION_CODE));
        if (!allowed) {
            throw new OAuthRefusal(
                    Refusal.GRANT_NOT_ALLOWED,
                    candidate.responseType(),
                    "client " + client.clientId() + " is not registered for this response type");
        }
        ScopeRule.requireAllowed(
                client, candidate.terms().scopes().requested(candidate.parameters()));
    }
}
