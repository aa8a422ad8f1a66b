package io.grantway.testing;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.BrowserAuthorization;
import io.grantway.authserver.ClientAnswer;
import io.grantway.authserver.ResponseMode;
import io.grantway.authserver.ResponseType;
import io.grantway.authserver.Terms;
import io.grantway.authserver.UserPrompt;
import io.grantway.catalog.Client;
import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
                    ClientAnswer.to(redirectUri, ResponseMode.QUERY).with("error", "invalid_scope"),
                    new OAuthRefusal(Refusal.SCOPE_UNKNOWN));
        }
        ResponseMode mode =
                parameters
                        .first("response_mode")
                        .map(name -> ResponseMode.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(ResponseMode.QUERY);
        Optional<String> state = parameters.first("state");
        return new Checked.Good(
                new AuthorizationRequest(
                        terms,
                        client,
                        ResponseType.CODE,
                        mode,
                        redirectUri,
                        scopes,
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        TokenClaims.NONE,
                        UserPrompt.USUAL));
    }

    @Override
    public ClientAnswer approve(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication) {
        approved.add(subject + ": " + request.scopes());
        return answer(request).with("code", "abc");
    }

    @Override
    public ClientAnswer refuse(AuthorizationRequest request, Refusal refusal) {
        denied.add(request.scopes().toString());
        return answer(request).with("error", refusal.code().wireName());
    }

    private static ClientAnswer answer(AuthorizationRequest request) {
        return ClientAnswer.to(request.redirectUri(), request.responseMode());
    }

    /// `subject: scopes` of every approval.
    public List<String> approved() {
        return List.copyOf(approved);
    }

    public List<String> denied() {
        return List.copyOf(denied);
    }
}
