package io.grantway.catalog;

import io.grantway.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An application's OAuth client (RFC 6749 §2). Kong calls it an OAuth 2.0 credential.
///
/// @param credentials what it proves itself with
/// @param redirectUris as registered, the first being the default
/// @param metadata what it may do
public record Client(
        UUID id,
        String clientId,
        ClientCredentials credentials,
        ClientType type,
        List<String> redirectUris,
        ClientMetadata metadata,
        String application,
        Consumer consumer) {
    public Client {
        redirectUris = List.copyOf(redirectUris);
    }

    /// A client of which nothing but this is registered.
    ///
    /// @param secret clear text or a PHC string
    public Client(
            UUID id,
            String clientId,
            Optional<Secret> secret,
            ClientType type,
            List<String> redirectUris,
            String application,
            Consumer consumer) {
        this(
                id,
                clientId,
                ClientCredentials.ofSecret(secret),
                type,
                redirectUris,
                ClientMetadata.NONE,
                application,
                consumer);
    }

    public boolean isPublic() {
        return type == ClientType.PUBLIC;
    }
}
