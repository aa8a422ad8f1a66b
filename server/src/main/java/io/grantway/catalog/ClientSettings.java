package io.grantway.catalog;

import io.grantway.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a configuration says of one OAuth client, wherever it says it.
public interface ClientSettings {
    /// Absent where there is no client.
    @Nullable String clientId();

    @Nullable Secret clientSecret();

    ClientType clientType();

    List<String> redirectUris();

    ClientAuthenticationConfig authentication();

    /// What the client may do, as it is written.
    ClientMetadata metadata();

    /// What the client may do, short forms counted in.
    default ClientMetadata allowed() {
        return metadata();
    }
}
