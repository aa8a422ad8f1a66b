package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Configuration that changes while the server runs: in force at once, or refused whole.
class ApplyTest {
    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    private static final String OPEN_API =
            """
            apis:
              - name: open
                upstream: %s
                routes:
                  - paths: [/open]
                    stripPath: true
            """;

    private static Path write(String name, String yaml) throws IOException {
        return Files.writeString(
                Distribution.emptyDirectory("apply-" + name).resolve(name + ".yaml"), yaml);
    }

    private static Distribution.Finished apply(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("apply", "--data", SCENARIO.server().data().toString()));
        all.addAll(List.of(arguments));
        return Distribution.unpacked().run(Map.of(), all.toArray(String[]::new));
    }

    private static int open() throws IOException {
        URI address = SCENARIO.at("/open/1");
        return SCENARIO.client().get(address).status();
    }

    @Test
    void putsASetInForceUntilItIsRemovedAndThroughAKill() throws Exception {
        Path file = write("extra", OPEN_API.formatted(SCENARIO.upstream("/event")));
        assertThat(open()).isEqualTo(404);
        var applied = apply(file.toString());
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(open()).isEqualTo(200);
        SCENARIO.server().killAndRestart();
        assertThat(open()).isEqualTo(200);
        assertThat(apply("extra", "--remove").exitCode()).isZero();
        assertThat(open()).isEqualTo(404);
    }

    @Test
    void refusesASetWithEveryMistakeAndChangesNothing() throws Exception {
        Path file =
                write(
                        "wrong",
                        OPEN_API.formatted(SCENARIO.upstream("/event"))
                                + "    polices: []\n    nmae: x\n");
        var refused = apply(file.toString());
        assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
        assertThat(refused.err()).contains("polices", "policies", "nmae");
        assertThat(open()).isEqualTo(404);
        assertThat(new SampleClient(SCENARIO.server()).passwordGrant().status()).isEqualTo(200);
    }
}
