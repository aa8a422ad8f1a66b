package io.grantway.catalog;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What a client is known by, and proves itself with.
///
/// @param method the only one it may use; empty where its type and its secret decide
/// @param secrets clear text or PHC strings, as configured; expired ones too
/// @param keys its public keys
/// @param certificate the name in its certificate
public record ClientCredentials(
        Optional<TokenEndpointAuthMethod> method,
        List<ClientSecret> secrets,
        Optional<ClientKeys> keys,
        Optional<CertificateName> certificate) {
    public ClientCredentials {
        secrets = List.copyOf(secrets);
    }

    /// Those of a client that has a secret and nothing else, or is public and has nothing.
    public static ClientCredentials ofSecret(Optional<Secret> secret) {
        return new ClientCredentials(
                Optional.empty(),
                secret
                        .filter(each -> !each.isEmpty())
                        .map(each -> new ClientSecret(each, null))
                        .stream()
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    static ClientCredentials of(ClientSettings config) {
        ClientCredentials alone = ofSecret(Optional.ofNullable(config.clientSecret()));
        ClientAuthenticationConfig more = config.authentication();
        return new ClientCredentials(
                Optional.ofNullable(more.method()),
                Stream.concat(alone.secrets().stream(), more.secrets().stream()).toList(),
                keys(more),
                Optional.ofNullable(more.certificate()));
    }

    private static Optional<ClientKeys> keys(ClientAuthenticationConfig config) {
        ObjectNode jwks = config.jwks();
        return jwks == null
                ? Optional.ofNullable(config.jwksUri()).map(ClientKeys.Published::new)
                : Optional.of(ClientKeys.of(jwks));
    }

    /// The secrets that count at an instant.
    public List<Secret> secretsAt(Instant now) {
        return secrets.stream()
                .filter(each -> each.inForce(now))
                .map(ClientSecret::secret)
                .toList();
    }
}
