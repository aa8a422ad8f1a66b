package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.fakeprovider.FakeProvider;
import io.grantway.fakeprovider.Switch;
import io.grantway.fakeprovider.Switches;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeProviderCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of());
        return Commands.run(terminal, args);
    }

    @Test
    void explainsEverySwitch() {
        assertThat(run("fake-provider", "--help")).isZero();
        for (Switch each : Switch.values()) {
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("--" + each.wireName());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--slow, soon, slow does not take 'soon': The token endpoint thinks",
        "--client, app, --client is id:secret:redirect",
        "--rate-limit, 10, rate-limit does not take '10'"
    })
    void saysInASentenceWhatIsWrong(String option, String value, String text) {
        assertThat(run("fake-provider", option, value)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("grantway: " + text);
    }

    @Test
    void saysInASentenceWhyAPortCannotBeHad() throws Exception {
        try (var taken =
                FakeProvider.start(0, new Switches(), InstantSource.system(), new SecureRandom())) {
            String port = String.valueOf(taken.uri().getPort());
            assertThat(run("fake-provider", "--port", port, "--rotating")).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("grantway: cannot listen at 127.0.0.1:" + port + "\n");
        }
    }
}
