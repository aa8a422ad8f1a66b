package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [PasskeyStore] does.
public interface PasskeyStoreContract {
    UUID OWNER = new UUID(1, 2);
    UUID STRANGER = new UUID(3, 4);

    /// An empty store.
    PasskeyStore passkeys();

    static Passkey passkey(String id, UUID user, long counter, int second) {
        return new Passkey(
                id,
                user,
                "Sample",
                "megan",
                "aGFuZGxl",
                "Phone",
                PublicCredential.of(id.getBytes(StandardCharsets.UTF_8)),
                counter,
                true,
                Instant.ofEpochSecond(1_700_000_000L + second));
    }

    @Test
    default void givesBackEveryPartOfAPasskey() {
        Passkey passkey = passkey("one", OWNER, 7, 0);

        assertThat(passkeys().add(passkey)).isTrue();
        assertThat(passkeys().find("one")).contains(passkey);
        assertThat(passkeys().find("two")).isEmpty();
    }

    @Test
    default void listsAUsersPasskeysInTheOrderTheyWereMade() {
        passkeys().add(passkey("b", OWNER, 0, 1));
        passkeys().add(passkey("c", STRANGER, 0, 2));
        passkeys().add(passkey("a", OWNER, 0, 3));

        assertThat(passkeys().of(OWNER)).extracting(Passkey::id).containsExactly("b", "a");
    }

    @Test
    default void takesNoIdTwice() {
        passkeys().add(passkey("one", OWNER, 7, 0));

        assertThat(passkeys().add(passkey("one", STRANGER, 0, 1))).isFalse();
        assertThat(passkeys().find("one").orElseThrow().user()).isEqualTo(OWNER);
    }

    @Test
    default void movesACounterOnOnlyFromWhereItWas() {
        passkeys().add(passkey("one", OWNER, 7, 0));

        assertThat(passkeys().use("one", 7, 9)).isTrue();
        assertThat(passkeys().use("one", 7, 10)).isFalse();
        assertThat(passkeys().find("one").orElseThrow().counter()).isEqualTo(9);
        assertThat(passkeys().use("two", 0, 1)).isFalse();
    }

    @Test
    default void deletesAPasskeyForItsOwnerOnly() {
        passkeys().add(passkey("one", OWNER, 7, 0));

        assertThat(passkeys().delete(STRANGER, "one")).isFalse();
        assertThat(passkeys().delete(OWNER, "one")).isTrue();
        assertThat(passkeys().delete(OWNER, "one")).isFalse();
        assertThat(passkeys().find("one")).isEmpty();
    }
}
