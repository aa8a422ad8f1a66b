package io.grantway.kong.resource;

import io.grantway.authserver.PasswordHash;
import io.grantway.authserver.RandomText;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// What is made new: ids, keys and secrets, hashes with their salts, times.
final class Fresh {
    private final SecureRandom random;
    private final RandomText texts;
    private final InstantSource clock;

    Fresh(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.texts = new RandomText(random);
        this.clock = clock;
    }

    /// 32 letters and digits.
    String text() {
        return texts.token();
    }

    UUID id() {
        return texts.id(clock.instant());
    }

    Instant now() {
        return clock.instant();
    }

    String pbkdf2(String secret) {
        return PasswordHash.pbkdf2(secret, random);
    }

    String argon2id(String password) {
        return PasswordHash.argon2id(password, random);
    }
}
