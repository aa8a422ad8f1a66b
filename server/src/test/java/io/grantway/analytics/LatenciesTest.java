package io.grantway.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private static Latencies of(long... micros) {
        Latencies latencies = new Latencies();
        Arrays.stream(micros).forEach(latencies::add);
        return latencies;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.5, 0.9, 0.95, 0.99, 0.999, 1})
    void tellsAPercentileToAThirtySecond(double share) {
        Random random = new Random(7);
        long[] micros =
                LongStream.generate(() -> (long) Math.exp(random.nextGaussian() * 2 + 7))
                        .limit(20_000)
                        .toArray();
        Latencies latencies = of(micros);
        Arrays.sort(micros);

        long exact = micros[(int) Math.ceil(share * micros.length) - 1];
        assertThat((double) latencies.quantile(share))
                .isCloseTo((double) exact, within(exact / 32.0 + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 31, 32, 1_000, 65_535, 65_536, 3_600_000_000L})
    void findsASingleValueAgain(long micros) {
        assertThat((double) of(micros).quantile(0.5))
                .isCloseTo((double) micros, within(micros / 32.0));
    }

    @Test
    void takesWhatIsTooLongForTheLongestAndWhatIsNegativeForNothing() {
        assertThat(of(Long.MAX_VALUE).quantile(1)).isGreaterThan(60_000_000_000L);
        assertThat(of(-5).quantile(1)).isZero();
        assertThat(of().quantile(0.5)).isZero();
    }

    @Test
    void isTheSameAddedInPartsInAnyOrderAndReadBack() {
        Latencies low = of(3, 90, 100);
        Latencies high = of(2_000_000, 5_000);
        Latencies sum = of();
        sum.add(high);
        sum.add(low);
        byte[] expected = of(3, 90, 100, 5_000, 2_000_000).bytes();

        assertThat(sum.bytes()).isEqualTo(expected);
        assertThat(Latencies.of(expected).bytes()).isEqualTo(expected);
        assertThat(of().bytes()).isEmpty();
    }

    @Test
    void keepsLargeCounts() {
        Latencies sum = of(100, 900);
        for (int i = 0; i < 40; i++) {
            sum.add(Latencies.of(sum.bytes()));
        }
        sum.add(900);
        assertThat(sum.quantile(0.5)).isGreaterThan(800);
        assertThat(sum.quantile(0.499)).isLessThan(110);
    }

    @Test
    void refusesBytesThatItDidNotWrite() {
        assertThatThrownBy(() -> Latencies.of(new byte[] {-1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end too soon");
        assertThatThrownBy(() -> Latencies.of(new byte[] {-1, -1, 127, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no bucket");
    }
}
