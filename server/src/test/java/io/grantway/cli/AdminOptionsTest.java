package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class AdminOptionsTest {
    @TempDir private Path directory;

    private static AdminOptions parse(Map<String, String> environment, String... arguments) {
        var options = new AdminOptions(environment);
        new CommandLine(
                        CommandSpec.create()
                                .addMixin("server", CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options;
    }

    private String[] data() {
        return new String[] {"--data", directory.toString()};
    }

    @Test
    void takesTheServerThatTheOptionsName() {
        var options =
                parse(
                        Map.of("GRANTWAY_ADMIN_URL", "http://b"),
                        "--admin",
                        "http://a",
                        "--token",
                        "t");
        assertThat(options.named()).isTrue();
        assertThat(options.api().orElseThrow()).hasToString("http://a");
    }

    @Test
    void takesTheServerThatTheEnvironmentNames() {
        var options = parse(Map.of("GRANTWAY_ADMIN_URL", "http://b", "GRANTWAY_ADMIN_TOKEN", "t"));
        assertThat(options.api().orElseThrow()).hasToString("http://b");
    }

    @Test
    void takesTheServerThatNotedItsAddressInTheDataDirectory() throws Exception {
        Files.writeString(directory.resolve("server.json"), "{\"admin\":\"http://c\",\"pid\":1}");
        Files.writeString(directory.resolve("admin-token"), "t\n");
        var options = parse(Map.of(), data());
        assertThat(options.named()).isFalse();
        assertThat(options.api().orElseThrow()).hasToString("http://c");
    }

    @Test
    void knowsOfNoServerWhereNoneWasStarted() {
        assertThat(parse(Map.of(), data()).api()).isEmpty();
        Path missing = directory.resolve("missing");
        assertThat(parse(Map.of(), "--data", missing.toString()).api()).isEmpty();
        assertThat(missing).doesNotExist();
    }

    @Test
    void asksForATokenWhereNoneIsToBeFound() {
        var options = parse(Map.of(), "--admin", "http://a", "--data", directory.toString());
        assertThatThrownBy(options::api)
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("--token");
    }
}
