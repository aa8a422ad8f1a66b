package io.grantway.authserver.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.authserver.identity.Errand;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Users who are on their way to a provider and back. In memory: after a restart they begin again.
public final class Departures {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Cache<TokenHash, Departure> byState;
    private final SecureRandom random;

    public Departures(InstantSource clock, SecureRandom random) {
        this.random = random;
        this.byState =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(LIFE)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    /// One of them.
    ///
    /// @param server of ours that they log in at
    /// @param browser the login cookie of theirs: whoever brings the answer must be who left
    /// @param next the page of ours that they left, where they go on
    record Departure(
            UUID server,
            String provider,
            TokenHash browser,
            Errand errand,
            Demand demand,
            String next) {
        /// Without the address, which holds what an application asked for.
        @Override
        public String toString() {
            return "Departure[" + provider + "]";
        }
    }

    /// @return the `state` by which the answer finds back
    String begin(Departure departure) {
        String state = BrowserCookie.fresh(random);
        byState.put(TokenHash.of(state), departure);
        return state;
    }

    /// The one that an answer belongs to, this once.
    Optional<Departure> take(String state) {
        return Optional.ofNullable(byState.asMap().remove(TokenHash.of(state)));
    }
}
