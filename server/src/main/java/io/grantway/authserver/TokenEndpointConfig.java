package io.grantway.authserver;

import io.grantway.config.Key;
import java.time.Duration;

/// How clients prove themselves at the token endpoint.
public record TokenEndpointConfig(
        @Key(
                        value =
                                "`credentials`: every request carries them. `session`: a client"
                                    + " that has proved itself by its secret gets a cookie, and may"
                                    + " come again with that and `client_id` alone. For clients"
                                    + " made so; not the default, because a cookie that leaks is as"
                                    + " good as the secret until it ends.",
                        or = "credentials")
                TokenEndpointAuthentication authentication,
        @Key(value = "A session that is not used for so long ends.", or = "15m") Duration idle,
        @Key(value = "The longest that a session lasts.", or = "1h") Duration lifetime) {
    public static final Duration LONGEST = Duration.ofHours(24);

    public TokenEndpointConfig {
        BuiltInConfig.positive(idle);
        BuiltInConfig.positive(lifetime);
        if (lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lifetime must be at most 24h");
        }
    }

    /// What may stand for credentials.
    public enum TokenEndpointAuthentication {
        CREDENTIALS,
        SESSION
    }

    public boolean bySession() {
        return authentication == TokenEndpointAuthentication.SESSION;
    }
}
