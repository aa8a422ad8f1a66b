package io.grantway.authserver;

import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.catalog.Client;
import io.grantway.http.CallRecord;
import io.grantway.http.TokenUse;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The token endpoint of one server (RFC 6749 §3.2): finds the grant, authenticates the client,
/// lets the grant say what the client is entitled to, settles the scopes and issues.
public final class TokenEndpoint {
    private final Terms terms;
    private final Map<GrantType, Grant> grants;
    private final ClientAuthenticator clients;
    private final TokenIssuer issuer;
    private final RecentRenewals renewals;
    private final Confirmations confirmations;

    TokenEndpoint(
            Terms terms,
            List<Grant> grants,
            ClientAuthenticator clients,
            TokenIssuer issuer,
            RecentRenewals renewals,
            Confirmations confirmations) {
        this.terms = terms;
        this.grants = grants.stream().collect(Collectors.toMap(Grant::type, Function.identity()));
        this.clients = clients;
        this.issuer = issuer;
        this.renewals = renewals;
        this.confirmations = confirmations;
    }

    /// Notes that the call which is being answered is for a token; refused, unless one is issued.
    public void called() {
        note(TokenUse.Event.REFUSED, "");
    }

    private void note(TokenUse.Event event, String application) {
        CallRecord.current().usesToken(terms.place().use(event, application));
    }

    /// @throws OAuthRefusal when nothing is issued
    public FreshToken handle(TokenCall call) {
        Refusals refusals = new Refusals(terms.strict());
        refusals.run(() -> requireWellFormed(call));
        Optional<Grant> grant = refusals.of(() -> grant(call.parameters()));
        refusals.run(() -> requireRegisteredRedirectUri(call));
        Optional<Client> client = refusals.of(() -> clients.authenticate(terms, call));
        refusals.settle();
        Client sender = client.orElseThrow();
        note(TokenUse.Event.REFUSED, sender.application());
        Optional<Confirmation> confirmation = confirmations.of(terms, sender, call);
        FreshToken token =
                issue(
                        grant.orElseThrow(),
                        new TokenRequest(
                                terms, sender, call.parameters(), confirmation, call.sender()));
        boolean refreshed = grant.orElseThrow().type().equals(GrantType.REFRESH_TOKEN);
        note(refreshed ? TokenUse.Event.REFRESHED : TokenUse.Event.ISSUED, sender.application());
        return token;
    }

    private FreshToken issue(Grant grant, TokenRequest request) {
        requireAllowed(grant.type(), request);
        return grant.type().equals(GrantType.REFRESH_TOKEN)
                ? renewals.once(request, () -> issueNow(grant, request))
                : issueNow(grant, request);
    }

    private FreshToken issueNow(Grant grant, TokenRequest request) {
        Entitlement entitlement = grant.entitlement(request);
        Scopes scopes = scopes(entitlement, request.parameters());
        ScopeRule.requireAllowed(request.client(), scopes);
        TokenClaims granted =
                terms.resources()
                        .granted(entitlement.claims(), entitlement.scopes().orElse(scopes))
                        .with(request.confirmation());
        boolean fresh =
                entitlement instanceof Entitlement.Fresh
                        && entitlement.claims().audience().isEmpty();
        TokenClaims here = terms.resources().given(granted, request.parameters(), fresh);
        TokenClaims given =
                terms.details()
                        .given(
                                here,
                                request.parameters(),
                                request.client(),
                                entitlement.subject().isEmpty());
        return issuer.issue(
                request,
                entitlement,
                new TokenIssuer.Share(
                        entitlement.subject(),
                        new Authority(entitlement.scopes().orElse(scopes), granted),
                        new Authority(scopes, given),
                        entitlement.until()));
    }

    /// A client may be stricter than its server (RFC 7591 §2). Whoever knows the name of a public
    /// one would otherwise get tokens as it (RFC 6749 §4.4).
    private static void requireAllowed(GrantType grant, TokenRequest request) {
        Client client = request.client();
        boolean unproven =
                request.terms().strict()
                        && client.isPublic()
                        && grant.equals(GrantType.CLIENT_CREDENTIALS);
        if (unproven || !client.metadata().allows(grant)) {
            throw new OAuthRefusal(
                    Refusal.GRANT_NOT_ALLOWED,
                    grant.wireName(),
                    "client " + client.clientId() + " is not registered for " + grant.wireName());
        }
    }

    private Scopes scopes(Entitlement entitlement, OAuthParameters parameters) {
        boolean settled = entitlement instanceof Entitlement.ByCode;
        return entitlement
                .scopes()
                .map(held -> settled ? held : terms.scopes().renewed(held, parameters))
                .orElseGet(() -> terms.scopes().requested(parameters));
    }

    private Grant grant(OAuthParameters parameters) {
        String name =
                parameters
                        .text("grant_type")
                        .orElseThrow(() -> new OAuthRefusal(Refusal.GRANT_TYPE_MISSING));
        GrantType type = new GrantType(name);
        Grant grant = grants.get(type);
        if (grant == null || !terms.grants().contains(type)) {
            String why = grant == null ? "is unknown" : "is not switched on";
            throw new OAuthRefusal(
                    Refusal.GRANT_TYPE_UNSUPPORTED, name, "grant_type \"" + name + "\" " + why);
        }
        return grant;
    }

    private void requireWellFormed(TokenCall call) {
        if (terms.strict()) {
            call.parameters()
                    .repeated()
                    .ifPresent(name -> {
                        throw new OAuthRefusal(
                                Refusal.REPEATED_PARAMETER,
                                name,
                                "the parameter " + name + " is given more than once");
                    });
        }
    }

    /// As Kong does for every grant with a user in it: an address that is named must be a
    /// registered one, whatever the authorization request said. Strict terms compare it with that
    /// of the authorization request instead.
    private void requireRegisteredRedirectUri(TokenCall call) {
        Optional<String> redirectUri = call.parameters().text("redirect_uri");
        boolean judged =
                !terms.strict()
                        && redirectUri.isPresent()
                        && !call.parameters()
                                .text("grant_type")
                                .equals(Optional.of(GrantType.CLIENT_CREDENTIALS.wireName()));
        if (!judged) {
            return;
        }
        clients.claimed(terms, call)
                .filter(client -> !client.redirectUris().contains(redirectUri.get()))
                .ifPresent(client -> {
                    throw new OAuthRefusal(Refusal.REDIRECT_URI_NOT_REGISTERED)
                            .because(
                                    "redirect_uri is none of those of client " + client.clientId());
                });
    }
}
