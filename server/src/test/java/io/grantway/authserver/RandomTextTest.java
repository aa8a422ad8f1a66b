package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RandomTextTest {
    private final RandomText random = new RandomText(new SecureRandom());

    @Test
    void makesTokensOf32LettersAndDigitsThatDiffer() {
        Set<String> made = new HashSet<>();
        Set<Integer> characters = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String token = random.token();
            assertThat(token).matches("[A-Za-z0-9]{32}");
            made.add(token);
            token.chars().forEach(characters::add);
        }

        assertThat(made).hasSize(1000);
        assertThat(characters).hasSize(62);
    }

    @Test
    void makesIdsThatSortByTime() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");

        UUID earlier = random.id(now);
        UUID later = random.id(now.plusMillis(1));

        assertThat(earlier.toString()).isLessThan(later.toString());
        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.variant()).isEqualTo(2);
        assertThat(random.id(now)).isNotEqualTo(earlier);
    }
}
