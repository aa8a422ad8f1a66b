package io.grantway.authserver;

import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.catalog.Client;
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

    TokenEndpoint(
            Terms terms, List<Grant> grants, ClientAuthenticator clients, TokenIssuer issuer) {
        this.terms = terms;
        this.grants = grants.stream().collect(Collectors.toMap(Grant::type, Function.identity()));
        this.clients = clients;
        this.issuer = issuer;
    }

    /// @throws OAuthRefusal when nothing is issued
    public FreshToken handle(TokenCall call) {
        Refusals refusals = new Refusals(terms.strict());
        refusals.run(() -> requireWellFormed(call));
        Optional<Grant> grant = refusals.of(() -> grant(call.parameters()));
        refusals.run(() -> requireRegisteredRedirectUri(call));
        Optional<Client> client = refusals.of(() -> clients.authenticate(terms, call));
        refusals.settle();
        return issue(
                grant.orElseThrow(),
                new TokenRequest(terms, client.orElseThrow(), call.parameters(), Optional.empty()));
    }

    private FreshToken issue(Grant grant, TokenRequest request) {
        requireAllowed(grant.type(), request);
        Entitlement entitlement = grant.entitlement(request);
        Scopes scopes = scopes(entitlement, request.parameters());
        ScopeRule.requireAllowed(request.client(), scopes);
        TokenClaims claims = entitlement.claims().with(request.confirmation());
        return issuer.issue(request, entitlement, scopes, claims);
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
        return switch (entitlement) {
            case Entitlement.Fresh(_, var granted, _, _) ->
                    granted.map(held -> terms.scopes().renewed(held, parameters))
                            .orElseGet(() -> terms.scopes().requested(parameters));
            case Entitlement.ByCode(var code) -> code.grant().scopes();
            case Entitlement.ByRefresh(var held) ->
                    terms.scopes().renewed(held.access().scopes(), parameters);
        };
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
