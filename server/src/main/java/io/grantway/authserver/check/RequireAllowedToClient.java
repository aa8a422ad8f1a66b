package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.ResponseType;
import io.grantway.authserver.ScopeRule;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientMetadata;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;

/// The client is registered for what it asks (RFC 7591 §2): grant, response type and scopes.
public final class RequireAllowedToClient implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        candidate.client().ifPresent(client -> require(candidate, client));
    }

    private static void require(AuthorizationCandidate candidate, Client client) {
        boolean allowed =
                candidate
                        .responseType()
                        .map(type -> allowed(type, client.metadata(), candidate.isToIssuer()))
                        .orElse(true);
        if (!allowed) {
            throw new OAuthRefusal(
                    Refusal.GRANT_NOT_ALLOWED,
                    candidate.responseTypeText(),
                    "client " + client.clientId() + " is not registered for this response type");
        }
        ScopeRule.requireAllowed(
                client, candidate.terms().scopes().requested(candidate.parameters()));
    }

    private static boolean allowed(ResponseType type, ClientMetadata client, boolean toIssuer) {
        // Registered in any order of its parts (Multiple Response Types §3).
        boolean named =
                client.responseTypes().isEmpty()
                        || client.responseTypes().stream()
                                .anyMatch(each -> ResponseType.of(each).equals(Optional.of(type)));
        boolean granted =
                type.grants().stream()
                        .filter(grant -> toIssuer || grant.equals(GrantType.AUTHORIZATION_CODE))
                        .allMatch(client::allows);
        return named && granted;
    }
}
