package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class StartArgumentsTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final Terminal TERMINAL = new Terminal(NOWHERE, NOWHERE, Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "start --config a.yaml",
                "start --config a.yaml b",
                "start --config a.yaml --config b.yaml --data d",
                "start --data d --config a.yaml b.yaml"
            })
    void readsWhatPicocliReads(String line) {
        List<String> arguments = List.of(line.split(" "));
        var byHand = StartArguments.read(TERMINAL, arguments).orElseThrow();
        var byPicocli = new StartCommand(TERMINAL);
        new CommandLine(CommandSpec.forAnnotatedObject(byPicocli))
                .parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
        assertThat(byHand).hasToString(byPicocli.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "start --help",
        "start --config",
        "start --config --data d",
        "start --data",
        "start --data --config a",
        "start --confg a",
        "start a.yaml",
        "start --config=a.yaml",
        "check a.yaml"
    })
    void leavesTheRestToPicocli(String line) {
        assertThat(StartArguments.read(TERMINAL, List.of(line.split(" ")))).isEmpty();
    }

    @Test
    void takesTheDataDirectoryOfTheEnvironment() {
        var terminal = new Terminal(NOWHERE, NOWHERE, Map.of("GRANTWAY_DATA", "/var/lib/grantway"));
        assertThat(StartArguments.read(terminal, List.of("start")).orElseThrow().toString())
                .contains("/var/lib/grantway");
    }
}
