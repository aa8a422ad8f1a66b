package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One-time codes by the clock (RFC 6238, RFC 4226).
class TotpTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);
    private static final long STEP = 1_111_111_109 / 30;

    private final TotpKey key =
            TotpKey.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /// The last six digits of RFC 6238, appendix B.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130",
    })
    void makesTheCodesOfTheRfc(long seconds, String code) {
        Instant time = Instant.ofEpochSecond(seconds);

        assertThat(key.code(time)).isEqualTo(code);
        assertThat(key.step(code, time, -1)).hasValue(seconds / 30);
    }

    /// RFC 4648 §10, and the key of RFC 6238.
    @ParameterizedTest
    @CsvSource({
        "f, MY",
        "fo, MZXQ",
        "foo, MZXW6",
        "foob, MZXW6YQ",
        "fooba, MZXW6YTB",
        "foobar, MZXW6YTBOI",
        "12345678901234567890, GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    })
    void writesAKeyAsAppsReadIt(String bytes, String text) {
        assertThat(TotpKey.of(bytes.getBytes(StandardCharsets.US_ASCII)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
    void takesACodeThatIsOneStepOldOrNew(int steps, boolean taken) {
        String code = key.code(NOW.plusSeconds(30L * steps));

        assertThat(key.step(code, NOW, -1).isPresent()).isEqualTo(taken);
    }

    @Test
    void takesNoCodeOfAStepThatWasUsedOrOfOneBefore() {
        assertThat(key.step(key.code(NOW), NOW, STEP)).isEmpty();
        assertThat(key.step(key.code(NOW.minusSeconds(30)), NOW, STEP)).isEmpty();
        assertThat(key.step(key.code(NOW.plusSeconds(30)), NOW, STEP)).hasValue(STEP + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "81804", "0818040", " 081804", "08180a", "٠٨١٨٠٤", "-81804", "081 804"})
    void takesNothingElse(String code) {
        assertThat(key.step(code, NOW, -1)).isEmpty();
    }

    @Test
    void makesAnotherKeyEachTimeAndPrintsNone() {
        TotpKey one = TotpKey.fresh(new SecureRandom());
        TotpKey other = TotpKey.fresh(new SecureRandom());

        assertThat(one).isNotEqualTo(other).hasToString("[key]");
        assertThat(one.bytes()).hasSize(20);
        assertThat(TotpKey.of(one.bytes())).isEqualTo(one);
    }
}
