package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    /// Of the reference implementation's own tests.
    private static final String ARGON2ID_OF_PASSWORD =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                    + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    /// Computed with Python's hashlib.
    private static final String PBKDF2_OF_GAEHEIM =
            "$pbkdf2-sha512$i=10000,l=32$AAECAwQFBgcICQoLDA0ODw"
                    + "$gcXmUEgnX/Qb47SBD0A7cFOujr85As9Fh1qI6O6JX4I";

    @Test
    void matchesThePasswordThatItWasMadeOf() {
        String phc = PasswordHash.argon2id("correct horse", new SecureRandom());

        assertThat(phc).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(PasswordHash.readable(phc)).isTrue();
        assertThat(PasswordHash.matches(phc, "correct horse")).isTrue();
        assertThat(PasswordHash.matches(phc, "correct horsf")).isFalse();
        assertThat(PasswordHash.matches(phc, "")).isFalse();
    }

    @Test
    void saltsEachHashByItself() {
        SecureRandom random = new SecureRandom();

        assertThat(PasswordHash.argon2id("same", random))
                .isNotEqualTo(PasswordHash.argon2id("same", random));
    }

    @Test
    void agreesWithTheReferenceImplementationOfArgon2() {
        assertThat(PasswordHash.matches(ARGON2ID_OF_PASSWORD, "password")).isTrue();
        assertThat(PasswordHash.matches(ARGON2ID_OF_PASSWORD, "Password")).isFalse();
    }

    @Test
    void takesKongsHashesAsTheyAre() {
        assertThat(PasswordHash.readable(PBKDF2_OF_GAEHEIM)).isTrue();
        assertThat(PasswordHash.matches(PBKDF2_OF_GAEHEIM, "gäheim")).isTrue();
        assertThat(PasswordHash.matches(PBKDF2_OF_GAEHEIM, "gaheim")).isFalse();
        assertThat(PasswordHash.matches(PBKDF2_OF_GAEHEIM, "")).isFalse();
    }

    @Test
    void takesHashesWithPadding() {
        String padded = PBKDF2_OF_GAEHEIM.replace("DA0ODw$", "DA0ODw==$") + "=";

        assertThat(PasswordHash.matches(padded, "gäheim")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "clear text",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$",
                "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=65536,t=2,p=99$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=65536,t=2,p=1$c29t$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
                "$pbkdf2-sha512$i=0,l=8$c29tZXNhbHQ$c29tZXNhbHQ",
                "$pbkdf2-sha512$i=9999999,l=8$c29tZXNhbHQ$c29tZXNhbHQ",
                "$pbkdf2-sha512$i=10000,l=9$c29tZXNhbHQ$c29tZXNhbHQ",
                "$pbkdf2-sha256$i=10000,l=8$c29tZXNhbHQ$c29tZXNhbHQ",
                "$2b$12$abcdefghijklmnopqrstuv"
            })
    void readsNoStringThatIsOutOfBoundsOrOfAnotherKind(String phc) {
        assertThat(PasswordHash.readable(phc)).isFalse();
        assertThat(PasswordHash.matches(phc, "password")).isFalse();
    }
}
