package io.grantway.authserver.clientauth;

import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Set;

/// How the clients of one server may prove themselves.
///
/// @param methods that the server takes; a client that has registered one may use only that
/// @param audiences one of which an assertion must name: the issuer and, unless the server is
///   strict about it, the address of the endpoint (RFC 7523 §3)
public record ClientAuthRules(Set<TokenEndpointAuthMethod> methods, Set<String> audiences) {
    /// Secrets only: what there is without an issuer that an assertion could be meant for.
    public static final ClientAuthRules SECRETS =
            new ClientAuthRules(
                    Set.of(
                            TokenEndpointAuthMethod.CLIENT_SECRET_BASIC,
                            TokenEndpointAuthMethod.CLIENT_SECRET_POST,
                            TokenEndpointAuthMethod.NONE),
                    Set.of());

    public ClientAuthRules {
        methods = Set.copyOf(methods);
        audiences = Set.copyOf(audiences);
    }

    boolean take(TokenEndpointAuthMethod method) {
        return methods.contains(method);
    }
}
