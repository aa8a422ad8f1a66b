package io.grantway.authserver.clientauth;

import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.EnumSet;
import java.util.Set;

/// How the clients of one server may prove themselves.
///
/// @param methods that the server takes; a client that has registered one may use only that
/// @param audiences all that an assertion may name: the issuer and, unless the server is strict
///   about it, the address of the endpoint (RFC 7523 §3)
/// @param algorithms by which `private_key_jwt` may be signed
public record ClientAuthRules(
        Set<TokenEndpointAuthMethod> methods,
        Set<String> audiences,
        Set<SigningAlgorithm> algorithms) {
    /// Secrets only: what there is without an issuer that an assertion could be meant for.
    public static final ClientAuthRules SECRETS =
            new ClientAuthRules(
                    Set.of(
                            TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
                            TokenEndpointAuthMethod.CLIENT_SECRET_POST,
                            TokenEndpointAuthMethod.NONE),
                    Set.of(),
                    Set.of());

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

    boolean take(TokenEndpointAuthMethod method) {
        return methods.contains(method);
    }

    boolean takeAssertions() {
        return take(TokenEndpointAuthMethod.PRIVATE_KEY_JWT)
                || take(TokenEndpointAuthMethod.CLIENT_SECRET_JWT);
    }
}
