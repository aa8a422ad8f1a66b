package io.grantway.catalog;

import io.grantway.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An application's OAuth client (RFC 6749 §2). Kong calls it an OAuth 2.0 credential.
///
/// @param secret clear text or a PHC string, as configured
/// @param redirectUris as registered, the first being the default
public record Client(
        UUID id,
        String clientId,
        Optional<Secret> secret,
        ClientType type,
        List<String> redirectUris,
        String application,
        Consumer consumer) {
    public Client {
        redirectUris = List.copyOf(redirectUris);
    }

    public boolean isPublic() {
        return type == ClientType.PUBLIC;
    }
}
