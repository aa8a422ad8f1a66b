package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVerifierTest {
    private static final String ARGON2ID = PasswordHash.argon2id("secret", new SecureRandom());

    /// Computed with Python's hashlib.
    private static final String PBKDF2_OF_GAEHEIM =
            "$pbkdf2-sha512$i=10000,l=32$AAECAwQFBgcICQoLDA0ODw"
                    + "$gcXmUEgnX/Qb47SBD0A7cFOujr85As9Fh1qI6O6JX4I";

    private final SecretVerifier verifier = new SecretVerifier(1, 1000);

    /// Has no place for anybody.
    private final SecretVerifier full = new SecretVerifier(0, 1);

    private boolean matches(String stored, String presented) {
        return verifier.matches(Secret.of(stored), presented);
    }

    @Test
    void comparesClearText() {
        assertThat(matches("secret", "secret")).isTrue();
        assertThat(matches("secret", "Secret")).isFalse();
        assertThat(matches("secret", "secre")).isFalse();
        assertThat(matches("secret", "")).isFalse();
        assertThat(matches("sécret", "sécret")).isTrue();
    }

    @Test
    void comparesASecretMadeHereByItsHash() {
        String stored = SecretVerifier.ofGenerated("generated");

        assertThat(stored).startsWith("sha256:").doesNotContain("generated");
        assertThat(matches(stored, "generated")).isTrue();
        assertThat(matches(stored, "other")).isFalse();
        assertThat(matches(stored, stored)).isFalse();
    }

    @Test
    void saysAtOnceWhatNeedsNoStretching() {
        assertThat(full.known(Secret.of("secret"), "secret")).contains(true);
        assertThat(full.known(Secret.of("secret"), "other")).contains(false);
        assertThat(full.known(Secret.of(SecretVerifier.ofGenerated("g")), "g")).contains(true);
        assertThat(verifier.known(Secret.of(ARGON2ID), "secret")).isEmpty();

        assertThat(matches(ARGON2ID, "secret")).isTrue();
        assertThat(matches(ARGON2ID, "other")).isFalse();

        assertThat(verifier.known(Secret.of(ARGON2ID), "secret")).contains(true);
        assertThat(verifier.known(Secret.of(ARGON2ID), "other")).isEmpty();
    }

    @Test
    void stretchesArgon2idAndKongsPbkdf2() {
        assertThat(matches(ARGON2ID, "secret")).isTrue();
        assertThat(matches(ARGON2ID, "other")).isFalse();
        assertThat(matches(PBKDF2_OF_GAEHEIM, "gäheim")).isTrue();
        assertThat(matches(PBKDF2_OF_GAEHEIM, "other")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$2b$12$abcdefghijklmnopqrstuv",
                "$pbkdf2-sha256$i=1,l=8$c29tZXNhbHQ$c29tZXNhbHQ"
            })
    void neverTakesAHashItCannotReadForClearText(String stored) {
        assertThat(matches(stored, stored)).isFalse();
    }

    @Test
    void takesClearTextThatOnlyBeginsWithADollar() {
        assertThat(matches("$ecret", "$ecret")).isTrue();
    }

    @Test
    void stretchesASecretThatFittedOnceOnly() {
        long first = nanosFor("secret");
        long later = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            later = Math.min(later, nanosFor("secret"));
        }

        // Stretching takes tens of milliseconds, remembering some microseconds.
        assertThat(later).isLessThan(first / 4);
    }

    private long nanosFor(String secret) {
        long start = System.nanoTime();
        assertThat(matches(ARGON2ID, secret)).isTrue();
        return System.nanoTime() - start;
    }

    @Test
    void sendsRequestsAwayThatFindNoPlace() {
        assertThatThrownBy(() -> full.matches(Secret.of(ARGON2ID), "secret"))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal ->
                                assertThat(refusal.refusal()).isEqualTo(Refusal.TOO_MANY_ATTEMPTS));
        assertThat(full.matches(Secret.of("clear"), "clear")).isTrue();
    }
}
