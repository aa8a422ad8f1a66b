package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.function.Supplier;

/// The authorization endpoint (RFC 6749 §3.1) without its way in: pages and Kong's trusted front
/// end both check and approve here.
public final class Authorizations implements BrowserAuthorization {
    private final Supplier<Catalog> catalog;
    private final TokenIssuer issuer;

    Authorizations(Supplier<Catalog> catalog, TokenIssuer issuer) {
        this.catalog = catalog;
        this.issuer = issuer;
    }

    /// Checks a request against a profile.
    public AuthorizationRules.Outcome check(
            Terms terms, OAuthParameters parameters, AuthorizationRules rules) {
        return rules.apply(AuthorizationCandidate.of(terms, parameters, catalog.get()));
    }

    @Override
    public Checked check(Terms terms, Parameters parameters) {
        OAuthParameters read = OAuthParameters.of(parameters);
        return switch (check(terms, read, AuthorizationRules.RFC)) {
            case AuthorizationRules.Outcome.Good(var request) -> new Checked.Good(request);
            case AuthorizationRules.Outcome.Bad(var refusal, var tell, var inFragment) ->
                    tell.<Checked>map(uri ->
                                    new Checked.TellClient(
                                            refused(uri, refusal, read, inFragment), refusal))
                            .orElseGet(() -> new Checked.TellUser(refusal));
        };
    }

    @Override
    public String approve(AuthorizationRequest request, String subject) {
        RedirectUri location = new RedirectUri(request.redirectUri());
        request.state().ifPresent(state -> location.with("state", state));
        if (request.responseType().equals("code")) {
            return location.with("code", issuer.code(request, subject)).inQuery();
        }
        Terms terms = request.terms();
        FreshToken token = issuer.implicit(terms, request.client().id(), subject, request.scopes());
        location.with("access_token", token.accessToken()).with("token_type", "bearer");
        if (token.expiresIn() > 0) {
            location.with("expires_in", Long.toString(token.expiresIn()));
        }
        return location.inFragment();
    }

    @Override
    public String deny(AuthorizationRequest request) {
        RedirectUri location = error(request.redirectUri(), new OAuthRefusal(Refusal.USER_DENIED));
        request.state().ifPresent(state -> location.with("state", state));
        return request.responseType().equals("token") ? location.inFragment() : location.inQuery();
    }

    private static String refused(
            String uri, OAuthRefusal refusal, OAuthParameters parameters, boolean inFragment) {
        RedirectUri location = error(uri, refusal);
        parameters.text("state").ifPresent(state -> location.with("state", state));
        return inFragment ? location.inFragment() : location.inQuery();
    }

    private static RedirectUri error(String uri, OAuthRefusal refusal) {
        return new RedirectUri(uri)
                .with("error", refusal.refusal().code().wireName())
                .with("error_description", refusal.refusal().text());
    }
}
