package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupTest {
    private static final String SCENARIO = "1-protect-an-api";

    @Test
    void copiesTheStoreOfARunningServerIntoAFileThatAnotherStartsFrom() throws Exception {
        Path directory = Distribution.emptyDirectory("backup");
        Path file = directory.resolve("copy.db");
        try (var upstream = SampleApi.start(directory)) {
            String token;
            try (var server = RunningServer.start(directory, SCENARIO, upstream)) {
                token = new SampleClient(server).passwordGrant().text("access_token");
                var ended = backup(server.data(), file);
                assertThat(ended.exitCode()).as(ended.err()).isZero();
                var again = backup(server.data(), file);
                assertThat(again.exitCode()).isEqualTo(1);
                assertThat(again.err()).contains("exist");
            }
            Path other = Files.createDirectory(directory.resolve("other"));
            Files.createDirectory(other.resolve("data"));
            Files.copy(file, other.resolve("data/grantway.db"));
            try (var server = RunningServer.start(other, SCENARIO, upstream)) {
                assertThat(new SampleClient(server).event(token).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void copiesTheStoreOfAServerThatWasKilled() throws Exception {
        Path directory = Distribution.emptyDirectory("backup-killed");
        try (var server =
                RunningServer.start(
                        directory, List.of(RunningServer.scenario(SCENARIO)), Map.of())) {
            assertThat(new SampleClient(server).passwordGrant().status()).isEqualTo(200);
            server.kill();
            var ended = backup(server.data(), directory.resolve("copy.db"));
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
            assertThat(directory.resolve("copy.db")).isNotEmptyFile();
        }
    }

    @Test
    void saysWhereItLookedWhenThereIsNoStore() {
        Path nowhere = Distribution.emptyDirectory("backup-nothing").resolve("nowhere");
        var ended = backup(nowhere, nowhere.resolveSibling("copy.db"));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains(nowhere.toString());
        assertThat(nowhere).doesNotExist();
    }

    private static Distribution.Finished backup(Path data, Path file) {
        return Distribution.unpacked()
                .run(Map.of(), "backup", file.toString(), "--data", data.toString());
    }
}
