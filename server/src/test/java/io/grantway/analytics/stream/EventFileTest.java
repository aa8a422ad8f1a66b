package io.grantway.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.analytics.StreamsConfig.FileConfig;
import io.grantway.analytics.stream.Destination.Outcome;
import io.grantway.config.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir private Path directory;
    private final Losses losses = new Losses("test");

    private EventFile file(Path path, int files) {
        return new EventFile(new FileConfig(path, new ByteSize(1024), files), losses);
    }

    @Test
    void writesALineForEachEventWithNothingSecret() throws IOException {
        Path path = directory.resolve("logs/events.jsonl");
        try (EventFile file = file(path, 3)) {
            assertThat(file.send(List.of(Events.call("one"), Events.call("two"))))
                    .isEqualTo(Outcome.TAKEN);
        }
        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "{\"time\":\"2026-03-01T12:00:00.123Z\",\"event\":\"call\","
                            + "\"request_id\":\"one\",\"workspace\":\"Sample\",\"api\":\"events\","
                            + "\"operation\":\"list\",\"application\":\"phone\",\"server\":\"local\","
                            + "\"plan\":\"gold\",\"consumer\":\"megan\",\"method\":\"GET\","
                            + "\"path\":\"/event/{id}\",\"status\":403,\"reason\":\"scope_missing\","
                            + "\"latency_ms\":1.500,\"bytes_in\":0,\"bytes_out\":90}");
    }

    @Test
    void beginsANewFileWhereOneIsFullAndKeepsSoMany() throws IOException {
        Path path = directory.resolve("events.jsonl");
        for (int round = 0; round < 2; round++) {
            int from = round * 10;
            try (EventFile file = file(path, 3)) {
                IntStream.range(from, from + 10)
                        .forEach(i -> file.send(List.of(Events.call("call" + i))));
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "events.jsonl", "events.jsonl.1", "events.jsonl.2", "events.jsonl.3");
        }
        assertThat(path).content().contains("call19").hasSizeLessThanOrEqualTo(1024);
        assertThat(directory.resolve("events.jsonl.1")).content().contains("call17");
        assertThat(directory.resolve("events.jsonl.3")).content().contains("call11");
    }

    @Test
    void triesAgainLaterWhereTheFileCannotBeWritten() throws IOException {
        Path notADirectory = Files.writeString(directory.resolve("taken"), "");
        Path path = notADirectory.resolve("events.jsonl");
        try (EventFile file = file(path, 3)) {
            assertThat(file.send(List.of(Events.call("one")))).isEqualTo(Outcome.NOT_NOW);
            Files.delete(notADirectory);
            assertThat(file.send(List.of(Events.call("one")))).isEqualTo(Outcome.TAKEN);
        }
        assertThat(Files.readAllLines(path)).hasSize(1);
    }
}
