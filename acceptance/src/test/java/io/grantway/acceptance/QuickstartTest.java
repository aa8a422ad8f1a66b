package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void showsACallWithoutAndWithATokenAndEnds() {
        var ended = Distribution.unpacked().run(Map.of(), "quickstart", "--once", "--free-ports");
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("The access token is missing")
                .contains("\"access_token\"")
                .contains(SampleApi.EVENT)
                .contains("\"x-consumer-username\":[\"ClientApp\"]")
                .contains("/event/oauth2/authorize?")
                .contains("/Sample/oauth2_tokens")
                .doesNotContain("\u001b[");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void printsCommandsThatWorkAsTheyStand() throws Exception {
        Path directory = Distribution.emptyDirectory("quickstart-commands");
        Process process = start(directory);
        try {
            String out = Files.readString(directory.resolve("log"));
            List<String> commands =
                    out.lines()
                            .filter(line -> line.strip().startsWith("$ curl"))
                            .map(line -> line.strip().substring(2))
                            .toList();
            assertThat(commands).hasSize(4);
            assertThat(run(commands.get(0))).contains("The access token is missing");
            assertThat(run(commands.get(1))).contains("\"access_token\"");
            assertThat(run(commands.get(2))).isEqualTo(SampleApi.EVENT);
            String list =
                    out.lines()
                            .filter(line -> line.contains("oauth2_tokens"))
                            .findFirst()
                            .orElseThrow();
            assertThat(run(list.substring(list.indexOf("curl")))).contains("\"credential_id\"");
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    @Test
    void stopsWithinTwoSecondsAtControlC() throws Exception {
        Path directory = Distribution.emptyDirectory("quickstart-stop");
        Process process = start(directory);
        long begun = System.nanoTime();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        assertThat(process.exitValue()).isZero();
    }

    /// Starts it, and returns when it has printed everything and waits.
    private static Process start(Path directory) {
        Path log = directory.resolve("log");
        Process process =
                Distribution.unpacked()
                        .start(
                                log,
                                Map.of(),
                                List.of(
                                        "quickstart",
                                        "--free-ports",
                                        "--data",
                                        directory.resolve("kept").toString()));
        Waiting.until(
                PATIENCE,
                () -> read(log).contains("Ctrl-C") || !process.isAlive(),
                () -> "the quickstart hangs:\n" + read(log));
        assertThat(process.isAlive()).as(read(log)).isTrue();
        return process;
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process curl = new ProcessBuilder("sh", "-c", command.replace("curl", "curl -sS")).start();
        String out =
                new String(
                        curl.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        curl.waitFor();
        return out;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
