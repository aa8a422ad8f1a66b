package io.grantway.authserver.registration;

import io.grantway.authserver.Issuer;
import io.grantway.authserver.RegistrationConfig;
import io.grantway.authserver.Terms;
import io.grantway.authserver.clientauth.ClientAuthRules;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a server has for clients that register themselves.
///
/// @param signing the algorithm of its ID tokens
record Offer(
        Set<String> grants,
        List<String> scopes,
        Set<TokenEndpointAuthMethod> methods,
        String signing) {
    static Offer of(Terms terms, Issuer issuer, RegistrationConfig config, ClientAuthRules rules) {
        Set<String> grants =
                terms.grants().stream()
                        .map(GrantType::wireName)
                        .filter(grant -> isFor(grant, config))
                        .collect(Collectors.toCollection(TreeSet::new));
        List<String> scopes =
                terms.scopes().offered().tokens().stream()
                        .filter(scope ->
                                config.scopes().isEmpty() || config.scopes().contains(scope))
                        .toList();
        return new Offer(
                grants, scopes, rules.methods(), issuer.config().signing().idTokens().toString());
    }

    private static boolean isFor(String grant, RegistrationConfig config) {
        return config.grants().isEmpty()
                ? config.mode() != RegistrationConfig.Mode.OPEN
                        || !grant.equals(GrantType.CLIENT_CREDENTIALS.wireName())
                : config.grants().contains(grant);
    }

    /// The response types that its grants make possible.
    List<String> responseTypes() {
        return grants.contains(GrantType.AUTHORIZATION_CODE.wireName())
                ? List.of("code")
                : List.of();
    }
}
