package io.grantway.authserver.registration;

import io.grantway.authserver.Issuer;
import io.grantway.authserver.ProfileRules;
import io.grantway.authserver.RegistrationConfig;
import io.grantway.authserver.ResponseType;
import io.grantway.authserver.Terms;
import io.grantway.authserver.clientauth.ClientAuthRules;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a server has for clients that nobody here made.
///
/// @param grants by the names that clients register (RFC 7591 §2)
/// @param detailTypes of authorization details
/// @param signing the algorithm of its ID tokens
/// @param profile what else it asks of them
record Offer(
        Set<String> grants,
        List<String> scopes,
        Set<ResponseType> responseTypes,
        Set<TokenEndpointAuthMethod> methods,
        List<String> detailTypes,
        String signing,
        ProfileRules profile) {
    /// Those by which a user agrees to each client: others would give tokens to anybody.
    private static final Set<String> BY_CONSENT =
            Set.of(
                    GrantType.AUTHORIZATION_CODE.wireName(),
                    GrantType.REFRESH_TOKEN.wireName(),
                    GrantType.IMPLICIT.wireName(),
                    "urn:ietf:params:oauth:grant-type:device_code");

    /// For clients that register themselves.
    static Offer of(Terms terms, Issuer issuer, ClientAuthRules rules) {
        RegistrationConfig config = issuer.config().registration();
        return of(terms, issuer, rules.methods(), config.mode() == RegistrationConfig.Mode.OPEN);
    }

    /// For clients that only have a document: anybody can write one, so that no secret is theirs.
    static Offer ofDocuments(Terms terms, Issuer issuer) {
        Set<TokenEndpointAuthMethod> methods =
                EnumSet.of(TokenEndpointAuthMethod.NONE, TokenEndpointAuthMethod.PRIVATE_KEY_JWT);
        methods.retainAll(ProfileRules.of(terms.profile()).clientMethods());
        return of(terms, issuer, methods, true);
    }

    /// @param anybody may be such a client
    private static Offer of(
            Terms terms, Issuer issuer, Set<TokenEndpointAuthMethod> methods, boolean anybody) {
        RegistrationConfig config = issuer.config().registration();
        Set<String> grants =
                terms.grants().stream()
                        // Which clients register as a part of the other (OpenID Connect Dynamic
                        // Client Registration §2).
                        .map(grant -> grant.equals(GrantType.HYBRID) ? GrantType.IMPLICIT : grant)
                        .map(GrantType::wireName)
                        .filter(grant -> isFor(grant, config, anybody))
                        .collect(Collectors.toCollection(TreeSet::new));
        List<String> scopes =
                terms.scopes().offered().tokens().stream()
                        .filter(scope ->
                                config.scopes().isEmpty() || config.scopes().contains(scope))
                        .toList();
        return new Offer(
                grants,
                scopes,
                ResponseType.offered(terms),
                methods,
                terms.details().types(),
                issuer.config().idTokenAlgorithm().toString(),
                ProfileRules.of(terms.profile()));
    }

    private static boolean isFor(String grant, RegistrationConfig config, boolean anybody) {
        return config.grants().isEmpty()
                ? !anybody || BY_CONSENT.contains(grant)
                : config.grants().contains(grant);
    }
}
