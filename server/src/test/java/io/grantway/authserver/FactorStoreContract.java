package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [FactorStore] does.
public interface FactorStoreContract {
    UUID MEGAN = new UUID(1, 2);
    UUID ANN = new UUID(3, 4);
    TokenHash ONE = TokenHash.of("one");
    TokenHash TWO = TokenHash.of("two");

    /// An empty store.
    FactorStore factors();

    private static AuthenticatorApp app(UUID user, String key, long lastStep) {
        return new AuthenticatorApp(
                user, TotpKey.of(key.getBytes(StandardCharsets.UTF_8)), lastStep);
    }

    @Test
    default void givesBackEveryPartOfAnApp() {
        factors().save(app(MEGAN, "a key", 7), List.of(ONE, TWO));

        assertThat(factors().app(MEGAN)).contains(app(MEGAN, "a key", 7));
        assertThat(factors().recoveryCodes(MEGAN)).isEqualTo(2);
        assertThat(factors().app(ANN)).isEmpty();
        assertThat(factors().recoveryCodes(ANN)).isZero();
    }

    @Test
    default void keepsOneAppForEachUser() {
        factors().save(app(MEGAN, "a key", 7), List.of(ONE, TWO));
        factors().save(app(MEGAN, "another", 9), List.of(ONE));

        assertThat(factors().app(MEGAN)).contains(app(MEGAN, "another", 9));
        assertThat(factors().recoveryCodes(MEGAN)).isEqualTo(1);
    }

    @Test
    default void usesAStepOnceAndNoneBeforeIt() {
        factors().save(app(MEGAN, "a key", 7), List.of());

        assertThat(factors().use(MEGAN, 7)).isFalse();
        assertThat(factors().use(MEGAN, 9)).isTrue();
        assertThat(factors().use(MEGAN, 9)).isFalse();
        assertThat(factors().use(MEGAN, 8)).isFalse();
        assertThat(factors().use(ANN, 10)).isFalse();
        assertThat(factors().app(MEGAN)).contains(app(MEGAN, "a key", 9));
    }

    @Test
    default void usesARecoveryCodeOnceAndOnlyForItsUser() {
        factors().save(app(MEGAN, "a key", 7), List.of(ONE, TWO));
        factors().save(app(ANN, "hers", 7), List.of());

        assertThat(factors().useRecoveryCode(ANN, ONE)).isFalse();
        assertThat(factors().useRecoveryCode(MEGAN, ONE)).isTrue();
        assertThat(factors().useRecoveryCode(MEGAN, ONE)).isFalse();
        assertThat(factors().recoveryCodes(MEGAN)).isEqualTo(1);
    }

    @Test
    default void putsOtherRecoveryCodesInThePlaceOfTheOldOnes() {
        factors().save(app(MEGAN, "a key", 7), List.of(ONE));
        factors().replaceRecoveryCodes(MEGAN, List.of(TWO));

        assertThat(factors().useRecoveryCode(MEGAN, ONE)).isFalse();
        assertThat(factors().useRecoveryCode(MEGAN, TWO)).isTrue();
    }

    @Test
    default void deletesAnAppWithItsRecoveryCodes() {
        factors().save(app(MEGAN, "a key", 7), List.of(ONE));
        factors().save(app(ANN, "hers", 7), List.of(ONE));

        assertThat(factors().deleteApp(MEGAN)).isTrue();
        assertThat(factors().deleteApp(MEGAN)).isFalse();
        assertThat(factors().app(MEGAN)).isEmpty();
        assertThat(factors().useRecoveryCode(MEGAN, ONE)).isFalse();
        assertThat(factors().app(ANN)).isPresent();
        assertThat(factors().recoveryCodes(ANN)).isEqualTo(1);
    }
}
