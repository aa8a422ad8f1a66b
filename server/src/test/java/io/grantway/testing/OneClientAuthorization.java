package io.grantway.testing;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.BrowserAuthorization;
import io.grantway.authserver.Terms;
import io.grantway.catalog.Client;
import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An authorization endpoint that knows one client, and remembers who approved what.
public final class OneClientAuthorization implements BrowserAuthorization {
    private final Client client;
    private final List<String> approved = new ArrayList<>();
    private final List<String> denied = new ArrayList<>();

    public OneClientAuthorization(Client client) {
        this.client = client;
    }

    @Override
    public Checked check(Terms terms, Parameters parameters) {
        if (!parameters.first("client_id").orElse("").equals(client.clientId())) {
            return new Checked.TellUser(new OAuthRefusal(Refusal.CLIENT_UNKNOWN));
        }
        String fallback = client.redirectUris().getFirst();
        String redirectUri = parameters.first("redirect_uri").orElse(fallback);
        if (!client.redirectUris().contains(redirectUri)) {
            return new Checked.TellUser(new OAuthRefusal(Refusal.REDIRECT_URI_NOT_REGISTERED));
        }
        Scopes scopes = Scopes.parse(parameters.first("scope").orElse(""));
        if (!scopes.missingFrom(terms.scopes().offered()).isEmpty()) {
            return new Checked.TellClient(
                    redirectUri + "?error=invalid_scope", new OAuthRefusal(Refusal.SCOPE_UNKNOWN));
        }
        String type = parameters.first("response_type").orElse("code");
        Optional<String> state = parameters.first("state");
        return new Checked.Good(
                new AuthorizationRequest(
                        terms,
                        client,
                        type,
                        redirectUri,
                        scopes,
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        TokenClaims.NONE));
    }

    @Override
    public String approve(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication) {
        approved.add(subject + ": " + request.scopes());
        return request.redirectUri() + "?code=abc";
    }

    @Override
    public String deny(AuthorizationRequest request) {
        denied.add(request.scopes().toString());
        return request.redirectUri() + "?error=access_denied";
    }

    /// `subject: scopes` of every approval.
    public List<String> approved() {
        return List.copyOf(approved);
    }

    public List<String> denied() {
        return List.copyOf(denied);
    }
}
