package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.SigningKeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key rings of the issuers, which outlive changes of the configuration.
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    /// How long resource servers may keep a key set without asking again.
    private static final Duration PUBLISHED_AHEAD = Duration.ofHours(1);

    private record Held(Set<SigningAlgorithm> algorithms, KeySchedule schedule, KeyRing ring) {}

    /// By issuer. Its keys lie in one place, and two rings that take turns by different schedules
    /// would throw away each other's keys.
    private final Map<String, Held> rings = new ConcurrentHashMap<>();

    private final SigningKeyStore store;
    private final InstantSource clock;
    private final SecureRandom random;

    SigningKeys(SigningKeyStore store, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /// The ring of an issuer, the same as before while nothing has changed that concerns it.
    KeyRing of(BuiltInConfig server) {
        Duration rotate = server.signing().rotateEvery();
        Set<SigningAlgorithm> algorithms =
                EnumSet.of(server.signing().accessTokens(), server.idTokenAlgorithm());
        Duration ahead = rotate.dividedBy(4);
        KeySchedule schedule =
                new KeySchedule(
                        rotate,
                        ahead.compareTo(PUBLISHED_AHEAD) < 0 ? ahead : PUBLISHED_AHEAD,
                        server.accessTokens().lifetime().plus(PUBLISHED_AHEAD));
        return rings.compute(
                        server.issuer().toString(),
                        (issuer, held) ->
                                held != null
                                                && held.algorithms().equals(algorithms)
                                                && held.schedule().equals(schedule)
                                        ? held
                                        : new Held(
                                                algorithms,
                                                schedule,
                                                open(issuer, algorithms, schedule)))
                .ring();
    }

    private KeyRing open(String issuer, Set<SigningAlgorithm> algorithms, KeySchedule schedule) {
        return KeyRing.open(issuer, algorithms, schedule, store, clock, random);
    }

    /// Lets every ring in force do what is due, and make the keys that it lacks before somebody
    /// waits for them. One that fails goes on with the keys it has, and tries again the next time.
    static void upkeep(List<KeyRing> inForce) {
        for (KeyRing ring : inForce) {
            try {
                ring.upkeep();
            } catch (RuntimeException e) {
                LOG.warn("{} was not looked after: {}", ring, e.toString());
            }
        }
    }
}
