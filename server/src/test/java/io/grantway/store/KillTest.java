package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments, under writes of many callers.
@Timeout(120)
class KillTest {
    private static final int ROUNDS = 4;

    private record Done(String what, String caller, int number) {}

    private final TestClock clock = new TestClock();
    @TempDir private Path directory;

    @Test
    void losesNothingAcknowledgedAndBringsNothingDeletedBack() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        List<Done> done = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            done.addAll(runAndKill("run" + round, random.nextInt(1, 1000)));

            try (SqlStore store = SqlStore.open(directory, clock)) {
                done.forEach(one -> check(store, one));
                lastLinks(done).forEach((caller, link) -> checkChain(store, caller, link));
            }
        }
        assertThat(done).hasSizeGreaterThan(ROUNDS);
    }

    @Test
    void refusesADirectoryThatAnotherProcessUsesUntilThatIsKilled() throws Exception {
        Process process = start("run");
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).endsWith("ok");

            assertThatThrownBy(() -> SqlStore.open(directory, clock))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("in use by another Grantway (process " + process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }
        SqlStore.open(directory, clock).close();
    }

    private static void check(SqlStore store, Done done) {
        String name = done.caller() + "-" + done.number();
        switch (done.what()) {
            case "saved" ->
                    assertThat(found(store, done.caller() + "-kept-" + done.number()))
                            .as("kept %s", name)
                            .isTrue();
            case "deleted" ->
                    assertThat(found(store, done.caller() + "-deleted-" + done.number()))
                            .as("deleted %s", name)
                            .isFalse();
            case "replaced" ->
                    assertThat(
                                    done.number() > 0
                                            && found(
                                                    store,
                                                    done.caller() + "-link-" + (done.number() - 1)))
                            .as("before %s", name)
                            .isFalse();
            default -> throw new IllegalStateException(done.what());
        }
    }

    /// Of a chain of replacements exactly the last link is alive: the last one acknowledged, or the
    /// one that was under way.
    private static void checkChain(SqlStore store, String caller, int last) {
        boolean acknowledged = found(store, caller + "-link-" + last);
        boolean underWay = found(store, caller + "-link-" + (last + 1));

        assertThat(acknowledged ^ underWay).as("link %d of %s", last, caller).isTrue();
    }

    private static boolean found(SqlStore store, String name) {
        return store.tokenLookup().findAccessToken(TokenHash.of(name)).isPresent();
    }

    private static Map<String, Integer> lastLinks(List<Done> done) {
        Map<String, Integer> last = new HashMap<>();
        for (Done one : done) {
            if (one.what().equals("replaced")) {
                last.merge(one.caller(), one.number(), Math::max);
            }
        }
        return last;
    }

    /// Kills the process once it has said so many lines, and gives all that it could say.
    private List<Done> runAndKill(String run, int lines) throws Exception {
        Process process = start(run);
        List<Done> done = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 4 && words[3].equals("ok")) {
                    done.add(new Done(words[0], words[1], Integer.parseInt(words[2])));
                }
                if (done.size() == lines) {
                    // Not through the process itself, which would close what is still to be read.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(done).as("what the process said").hasSizeGreaterThanOrEqualTo(lines);
        return done;
    }

    private Process start(String run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenTraffic.class.getName(),
                        directory.toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
