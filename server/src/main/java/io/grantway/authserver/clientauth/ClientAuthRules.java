package io.grantway.authserver.clientauth;

import io.grantway.authserver.ProfileRules;
import io.grantway.catalog.Client;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.Profile;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.EnumSet;
import java.util.Set;

/// How the clients of one server may prove themselves.
///
/// @param methods that the server takes; a client that has registered one may use only that
/// @param audiences all that an assertion may name: the issuer and, unless the server is strict
///   about it, the address of the endpoint (RFC 7523 §3)
/// @param algorithms by which `private_key_jwt` may be signed
/// @param issuer the one audience that counts under some profiles; empty where there is none
/// @param issuerOnly an assertion must name that one, as a text
public record ClientAuthRules(
        Set<TokenEndpointAuthMethod> methods,
        Set<String> audiences,
        Set<SigningAlgorithm> algorithms,
        String issuer,
        boolean issuerOnly) {
    /// Secrets only: what there is without an issuer that an assertion could be meant for.
    public static final ClientAuthRules SECRETS =
            new ClientAuthRules(
                    Set.of(
                            TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
                            TokenEndpointAuthMethod.CLIENT_SECRET_POST,
                            TokenEndpointAuthMethod.NONE),
                    Set.of(),
                    Set.of());

    /// Under a profile that leaves the audience to the other rules.
    public ClientAuthRules(
            Set<TokenEndpointAuthMethod> methods,
            Set<String> audiences,
            Set<SigningAlgorithm> algorithms) {
        this(methods, audiences, algorithms, "", false);
    }

    public ClientAuthRules {
        methods = Set.copyOf(methods);
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
    }

    /// Every method and algorithm there is.
    public static ClientAuthRules all(Set<String> audiences) {
        return new ClientAuthRules(
                EnumSet.allOf(TokenEndpointAuthMethod.class),
                audiences,
                EnumSet.allOf(SigningAlgorithm.class));
    }

    /// Those of an issuer and its profile.
    public static ClientAuthRules of(String issuer, Set<String> audiences, ProfileRules profile) {
        return new ClientAuthRules(
                profile.clientMethods(),
                audiences,
                profile.algorithms(),
                issuer,
                profile.issuerOnly());
    }

    /// Those for one client, which may be stricter than the server.
    ClientAuthRules of(Client client) {
        Profile own = client.metadata().profile();
        if (own == null) {
            return this;
        }
        ProfileRules profile = ProfileRules.of(own);
        Set<SigningAlgorithm> both = EnumSet.noneOf(SigningAlgorithm.class);
        both.addAll(algorithms);
        both.retainAll(profile.algorithms());
        return new ClientAuthRules(
                methods, audiences, both, issuer, issuerOnly || profile.issuerOnly());
    }

    boolean take(TokenEndpointAuthMethod method) {
        return methods.contains(method);
    }

    boolean takeAssertions() {
        return take(TokenEndpointAuthMethod.PRIVATE_KEY_JWT)
                || take(TokenEndpointAuthMethod.CLIENT_SECRET_JWT);
    }
}
