package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import java.util.function.Supplier;

/// The authorization endpoint (RFC 6749 §3.1) without its way in: pages and Kong's trusted front
/// end both check and approve here.
public final class Authorizations implements BrowserAuthorization {
    private final Supplier<Catalog> catalog;
    private final TokenIssuer issuer;
    private final PushedRequests pushed;

    Authorizations(Supplier<Catalog> catalog, TokenIssuer issuer, PushedRequests pushed) {
        this.catalog = catalog;
        this.issuer = issuer;
        this.pushed = pushed;
    }

    /// What clients sent ahead.
    public PushedRequests pushed() {
        return pushed;
    }

    /// Checks a request against a profile.
    public AuthorizationRules.Outcome check(
            Terms terms, OAuthParameters parameters, AuthorizationRules rules) {
        return rules.apply(AuthorizationCandidate.of(terms, parameters, catalog.get()));
    }

    @Override
    public Checked check(Terms terms, Parameters parameters) {
        OAuthParameters read;
        try {
            read = pushed.resolved(terms, OAuthParameters.of(parameters));
        } catch (OAuthRefusal refusal) {
            return new Checked.TellUser(refusal);
        }
        return switch (check(terms, read, AuthorizationRules.RFC)) {
            case AuthorizationRules.Outcome.Good(var request) -> {
                boolean lacking =
                        request.client().metadata().requirePushedRequests()
                                && parameters.first("request_uri").isEmpty();
                yield lacking
                        ? new Checked.TellUser(new OAuthRefusal(Refusal.REQUEST_NOT_PUSHED))
                        : new Checked.Good(request);
            }
            case AuthorizationRules.Outcome.Bad(var refusal, var tell, var inFragment) ->
                    tell.<Checked>map(uri ->
                                    new Checked.TellClient(
                                            refused(terms, uri, refusal, read, inFragment),
                                            refusal))
                            .orElseGet(() -> new Checked.TellUser(refusal));
        };
    }

    @Override
    public String approve(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication) {
        RedirectUri location = from(request.terms(), new RedirectUri(request.redirectUri()));
        request.state().ifPresent(state -> location.with("state", state));
        if (request.responseType().equals("code")) {
            return location.with("code", issuer.code(request, subject, authentication)).inQuery();
        }
        Terms terms = request.terms();
        FreshToken token = issuer.implicit(terms, request.client(), subject, request.scopes());
        location.with("access_token", token.accessToken()).with("token_type", "bearer");
        if (token.expiresIn() > 0) {
            location.with("expires_in", Long.toString(token.expiresIn()));
        }
        return location.inFragment();
    }

    @Override
    public String deny(AuthorizationRequest request) {
        OAuthRefusal refusal = new OAuthRefusal(Refusal.USER_DENIED);
        RedirectUri location = from(request.terms(), error(request.redirectUri(), refusal));
        request.state().ifPresent(state -> location.with("state", state));
        return request.responseType().equals("token") ? location.inFragment() : location.inQuery();
    }

    /// Which server answers (RFC 9207), against mix-up.
    private static RedirectUri from(Terms terms, RedirectUri location) {
        terms.place().issuer().ifPresent(issuer -> location.with("iss", issuer.uri().toString()));
        return location;
    }

    private static String refused(
            Terms terms,
            String uri,
            OAuthRefusal refusal,
            OAuthParameters parameters,
            boolean inFragment) {
        RedirectUri location = from(terms, error(uri, refusal));
        parameters.text("state").ifPresent(state -> location.with("state", state));
        return inFragment ? location.inFragment() : location.inQuery();
    }

    private static RedirectUri error(String uri, OAuthRefusal refusal) {
        return new RedirectUri(uri)
                .with("error", refusal.refusal().code().wireName())
                .with("error_description", refusal.refusal().text());
    }
}
