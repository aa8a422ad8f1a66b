package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.BuiltInConfig.SigningConfig;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.SigningKeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key rings of the issuers, which outlive changes of the configuration.
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

    /// How long resource servers may keep a key set without asking again.
    private static final Duration PUBLISHED_AHEAD = Duration.ofHours(1);

    private record Name(String issuer, SigningConfig signing, KeySchedule schedule) {}

    private final Map<Name, KeyRing> rings = new ConcurrentHashMap<>();
    private final SigningKeyStore store;
    private final InstantSource clock;
    private final SecureRandom random;

    SigningKeys(SigningKeyStore store, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    KeyRing of(BuiltInConfig server) {
        SigningConfig signing = server.signing();
        Duration rotate = signing.rotateEvery();
        Duration ahead = rotate.dividedBy(4);
        KeySchedule schedule =
                new KeySchedule(
                        rotate,
                        ahead.compareTo(PUBLISHED_AHEAD) < 0 ? ahead : PUBLISHED_AHEAD,
                        server.accessTokens().lifetime().plus(PUBLISHED_AHEAD));
        return rings.computeIfAbsent(
                new Name(server.issuer().toString(), signing, schedule), this::open);
    }

    private KeyRing open(Name name) {
        return KeyRing.open(
                name.issuer(),
                EnumSet.of(name.signing().accessTokens(), name.signing().idTokens()),
                name.schedule(),
                store,
                clock,
                random);
    }

    /// Lets every ring do what is due, and make the keys that it lacks before somebody waits for
    /// them. One that fails goes on with the keys it has, and tries again the next time.
    void upkeep() {
        rings.forEach((name, ring) -> {
            try {
                ring.upkeep();
            } catch (RuntimeException e) {
                LOG.warn("the keys of {} were not looked after: {}", name.issuer(), e.toString());
            }
        });
    }
}
