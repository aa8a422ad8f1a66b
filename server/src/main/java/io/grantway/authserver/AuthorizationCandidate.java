package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An authorization request that has not been checked yet: nothing in it may be trusted.
///
/// @param client that it claims to come from, if there is one of that id
public record AuthorizationCandidate(
        Terms terms, OAuthParameters parameters, Optional<Client> client) {
    /// The grant that each response type belongs to.
    private static final Map<String, GrantType> GRANTS =
            Map.of("code", GrantType.AUTHORIZATION_CODE, "token", GrantType.IMPLICIT);

    static AuthorizationCandidate of(Terms terms, OAuthParameters parameters, Catalog catalog) {
        Optional<Client> client =
                parameters
                        .text("client_id")
                        .flatMap(id -> catalog.client(terms.place().workspace(), id));
        return new AuthorizationCandidate(terms, parameters, client);
    }

    public String responseType() {
        return parameters.text("response_type").orElse("");
    }

    public boolean asksForCode() {
        return responseType().equals("code");
    }

    public boolean asksForToken() {
        return responseType().equals("token");
    }

    /// Whether the response type is known and its grant switched on.
    public boolean responseTypeEnabled() {
        GrantType grant = GRANTS.get(responseType());
        return grant != null && terms.grants().contains(grant);
    }

    /// The addresses that the client has registered.
    public List<String> registered() {
        return client.map(Client::redirectUris).orElse(List.of());
    }

    /// Whether the redirect URI asked for, if any, is a registered one. Compared as text (RFC 9700
    /// §4.1.3): any leniency here sends codes to strangers.
    public boolean redirectUriRegistered() {
        return parameters
                .text("redirect_uri")
                .map(registered()::contains)
                .orElse(!parameters.isOddlyTyped("redirect_uri"));
    }

    /// Where to send the browser: the redirect URI asked for, where it is registered, else the
    /// first one registered.
    public Optional<String> redirectUri() {
        Optional<String> asked = parameters.text("redirect_uri").filter(registered()::contains);
        return asked.isPresent() ? asked : registered().stream().findFirst();
    }

    public Optional<String> state() {
        return parameters.text("state");
    }

    /// The request as it may be trusted once every rule has passed it.
    AuthorizationRequest approved() {
        return new AuthorizationRequest(
                terms,
                client.orElseThrow(),
                responseType(),
                redirectUri().orElseThrow(),
                terms.scopes().requested(parameters),
                state(),
                asksForCode() ? CodeChallenge.of(parameters) : Optional.empty(),
                parameters.text("nonce"),
                TokenClaims.NONE.withAudience(terms.resources().requested(parameters)));
    }
}
