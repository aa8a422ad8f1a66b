package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {
    private static final Source FILE = new Source("a.yaml", Path.of("/etc/grantway"), true);
    private static final Source SENT = new Source("sent.yaml", null, true);

    enum Mode {
        CLOSED,
        INITIAL_ACCESS_TOKEN
    }

    enum Algorithm {
        RS256;

        @Override
        public String toString() {
            return "RS-256";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "30s, 30000",
        "5m, 300000",
        "1h, 3600000",
        "30d, 2592000000",
        "0s, 0"
    })
    void readsDurations(String text, long millis) throws Unfit {
        assertThat(Scalars.read(Duration.class, text, FILE)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "30, 'must say its unit, such as 500ms, 30s, 5m, 1h or 30d'",
        "-5s, 'must be a duration such as 500ms, 30s, 5m, 1h or 30d'",
        "1w, 'must be a duration such as 500ms, 30s, 5m, 1h or 30d'",
        "1 h, 'must be a duration such as 500ms, 30s, 5m, 1h or 30d'",
        "'', 'must be a duration such as 500ms, 30s, 5m, 1h or 30d'",
        "36501d, 'must be at most 36500d'",
        "999999999999999d, 'must be at most 36500d'",
    })
    void refusesDurations(String text, String message) {
        assertThatThrownBy(() -> Scalars.read(Duration.class, text, FILE)).hasMessage(message);
    }

    @Test
    void readsInstants() throws Unfit {
        assertThat(Scalars.read(Instant.class, "2027-01-31T00:00:00Z", FILE))
                .isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-31",
                "2027-02-30T00:00:00Z",
                "2027-01-31T00:00:00",
                "1800000000",
                ""
            })
    void refusesInstants(String text) {
        assertThatThrownBy(() -> Scalars.read(Instant.class, text, FILE))
                .hasMessage("must be an instant of UTC such as 2027-01-31T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "64KiB, 65536", "1MiB, 1048576", "2GiB, 2147483648"})
    void readsSizesAndWritesThemAgain(String text, long bytes) throws Unfit {
        Object size = Scalars.read(ByteSize.class, text, FILE);

        assertThat(size).isEqualTo(new ByteSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1KB",
                "1 MiB",
                "1.5MiB",
                "9999999999999999",
                "",
                "999999999999999GiB"
            })
    void refusesSizes(String text) {
        assertThatThrownBy(() -> Scalars.read(ByteSize.class, text, FILE))
                .isInstanceOf(Unfit.class);
    }

    @Test
    void readsNumbersWithinTheirTypes() throws Unfit {
        assertThat(Scalars.read(int.class, "2147483647", FILE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Scalars.read(Long.class, "-9223372036854775808", FILE))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Scalars.read(double.class, "-1.5e3", FILE)).isEqualTo(-1500.0);
        assertThatThrownBy(() -> Scalars.read(int.class, "2147483648", FILE))
                .hasMessage("must be a whole number from -2147483648 to 2147483647");
        assertThatThrownBy(() -> Scalars.read(long.class, "9223372036854775808", FILE))
                .hasMessageStartingWith("must be a whole number from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1_000", "0x10", "1.0", "1e3", " 1", "٣"})
    void refusesWhatIsNoWholeNumber(String text) {
        assertThatThrownBy(() -> Scalars.read(long.class, text, FILE))
                .hasMessage("must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".nan", ".inf", "1e999", "1,5"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Scalars.read(double.class, text, FILE))
                .hasMessage("must be a number");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "On, true", "no, false", "FALSE, false"})
    void saysWhichSwitchWasMeant(String text, String meant) {
        assertThatThrownBy(() -> Scalars.read(boolean.class, text, FILE))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.meant()).contains(meant));
    }

    @Test
    void readsEnumsInCamelCaseOrAsTheySayThemselves() throws Unfit {
        assertThat(Scalars.read(Mode.class, "closed", FILE)).isEqualTo(Mode.CLOSED);
        assertThat(Scalars.read(Mode.class, "initialAccessToken", FILE))
                .isEqualTo(Mode.INITIAL_ACCESS_TOKEN);
        assertThat(Scalars.read(Algorithm.class, "RS-256", FILE)).isEqualTo(Algorithm.RS256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial_access_token", "INITIAL-ACCESS-TOKEN", "initalAccessToken"})
    void suggestsTheNearestConstant(String text) {
        assertThatThrownBy(() -> Scalars.read(Mode.class, text, FILE))
                .hasMessage("must be one of closed, initialAccessToken")
                .isInstanceOfSatisfying(
                        Unfit.class,
                        unfit -> assertThat(unfit.meant()).contains("initialAccessToken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/b?c=d", "amqp://a:5672", "urn:example:a"})
    void readsAbsoluteUris(String text) throws Unfit {
        assertThat(Scalars.read(URI.class, text, FILE)).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/path", "a b", "http://", "http:///x", "https://{host}/"})
    void refusesOtherUris(String text) {
        assertThatThrownBy(() -> Scalars.read(URI.class, text, FILE))
                .hasMessageStartingWith("must be an absolute URI");
    }

    @Test
    void readsPathsFromWhereTheFileIs() throws Unfit {
        assertThat(Scalars.read(Path.class, "keys/a.pem", FILE))
                .isEqualTo(Path.of("/etc/grantway/keys/a.pem"));
        assertThat(Scalars.read(Path.class, "/srv/a.pem", FILE)).isEqualTo(Path.of("/srv/a.pem"));
    }

    @Test
    void refusesPathsOfAConfigurationThatWasSent() {
        assertThatThrownBy(() -> Scalars.read(Path.class, "/etc/passwd", SENT))
                .hasMessage("names a file, which only a configuration in a file may do");
    }
}
