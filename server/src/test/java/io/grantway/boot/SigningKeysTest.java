package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.jose.KeyRing;
import io.grantway.jose.SigningKey;
import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private final TestClock clock = new TestClock();
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore();
    private final SigningKeys keys = new SigningKeys(store, clock, new SecureRandom());

    private static BuiltInConfig config(String settings) {
        return IssuerFixture.config("https://login.example/auth", settings);
    }

    private static List<String> ids(KeyRing ring) {
        return ring.keys().stream().map(SigningKey::id).sorted().toList();
    }

    @Test
    void keepsTheRingOfAnIssuerWhereNothingOfItsKeysHasChanged() {
        KeyRing ring = keys.of(config("{}"));

        assertThat(keys.of(config("{scopes: [{name: other}]}"))).isSameAs(ring);
    }

    @Test
    void keepsTheKeysOfAnIssuerWhenTheirScheduleChangesAndChangesBack() {
        KeyRing first = keys.of(config("{}"));
        SigningKeys.upkeep(List.of(first));
        List<String> before = ids(first);

        KeyRing second = keys.of(config("{accessTokens: {lifetime: 5m}}"));
        for (int hour = 0; hour < 48; hour++) {
            clock.forward(Duration.ofHours(1));
            SigningKeys.upkeep(List.of(second));
        }
        KeyRing third = keys.of(config("{}"));
        SigningKeys.upkeep(List.of(third));

        assertThat(ids(second)).isEqualTo(before);
        assertThat(ids(third)).isEqualTo(before);
    }
}
