package io.grantway.token;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How clients of our applications are registered at a server (RFC 7591).
public record ExternalRegistrationConfig(
        @Key(
                        value =
                                "What kind of server it is: `standard` (RFC 7591 as written), or"
                                        + " `keycloak`.",
                        or = "standard")
                Connector connector,
        @Key("Its registration endpoint; learned from the server's metadata where absent.")
                @Nullable URI endpoint,
        @Key(
                        value = "What allows this gateway to register clients there.",
                        example = "'${env:KEYCLOAK_IAT}'")
                @Nullable Secret initialAccessToken) {
    /// A kind of server.
    public enum Connector {
        STANDARD,
        KEYCLOAK
    }
}
