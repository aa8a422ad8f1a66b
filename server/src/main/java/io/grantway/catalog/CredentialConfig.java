package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An application's client at one authorization server. Of a server elsewhere only the client's
/// name is needed, to know the application by; the rest is for the servers of this program.
public record CredentialConfig(
        @Key(value = "The authorization server's name.", example = "keycloak")
                String authorizationServer,
        @Key(value = "The client id; unique at its authorization server.", example = "crm-kc")
                String clientId,
        @Key(
                        "The client secret: clear text or a hash (`$argon2id$…`,"
                                + " `$pbkdf2-sha512$…`). A public client has none.")
                @Nullable Secret clientSecret,
        @Key(
                        value =
                                "`confidential`, or `public` for an application that cannot keep a"
                                        + " secret.",
                        or = "confidential")
                ClientType clientType,
        @Key(value = "Short for `metadata.grantTypes`.", example = "[client_credentials]")
                List<String> grantTypes,
        @Key("Where users may be sent back to: absolute URIs without a fragment.")
                List<String> redirectUris,
        @Key(value = "How the client proves itself, where a secret is not all.", or = "{}")
                ClientAuthenticationConfig authentication,
        @Key(value = "What the client may do, where it may not do all.", or = "{}")
                ClientMetadata metadata,
        @Key(
                        "That this program registered it at a server elsewhere (RFC 7591); nothing"
                                + " to write by hand.")
                @Nullable ForeignRegistration registration)
        implements ClientSettings {
    public CredentialConfig {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("clientId must not be empty");
        }
        if (!grantTypes.isEmpty() && !metadata.grantTypes().isEmpty()) {
            throw new IllegalArgumentException(
                    "grantTypes must stand here or in metadata, not in both");
        }
    }

    @Override
    public ClientMetadata allowed() {
        return grantTypes.isEmpty() ? metadata : metadata.withGrantTypes(grantTypes);
    }
}
