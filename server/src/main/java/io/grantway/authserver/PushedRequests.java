package io.grantway.authserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Authorization requests that clients sent ahead of their users (RFC 9126). In memory: a restart
/// loses them, and the client begins again.
public final class PushedRequests {
    /// Long enough for a user to log in by, and less than the ten minutes of FAPI 2.0 §5.3.2.2.
    public static final Duration LIFE = Duration.ofMinutes(9);

    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";
    private static final int MOST = 10_000;

    private record Pushed(UUID server, String clientId, OAuthParameters parameters) {
        boolean isOf(Terms terms, Optional<String> client) {
            return server.equals(terms.place().id()) && client.equals(Optional.of(clientId));
        }
    }

    private final Cache<String, Pushed> pushed;
    private final RandomText random;

    PushedRequests(SecureRandom random, InstantSource clock) {
        this.random = new RandomText(random);
        this.pushed =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(LIFE)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
    }

    /// @return the `request_uri` that stands for it from now on
    public String add(Terms terms, String clientId, OAuthParameters parameters) {
        String uri = PREFIX + random.token();
        pushed.put(uri, new Pushed(terms.place().id(), clientId, parameters));
        return uri;
    }

    /// The request that a browser brings, or the one that its `request_uri` stands for.
    ///
    /// @throws OAuthRefusal where there is none, or another client pushed it
    OAuthParameters resolved(Terms terms, OAuthParameters brought) {
        Optional<String> uri = brought.text("request_uri");
        if (uri.isEmpty()) {
            return brought;
        }
        if (terms.place().issuer().isPresent() && !uri.get().startsWith(PREFIX)) {
            throw new OAuthRefusal(Refusal.REQUEST_URI_FOREIGN);
        }
        Pushed found = pushed.getIfPresent(uri.get());
        if (found == null || !found.isOf(terms, brought.text("client_id"))) {
            throw new OAuthRefusal(Refusal.REQUEST_URI_UNKNOWN);
        }
        return found.parameters();
    }
}
