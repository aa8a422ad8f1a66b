package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A wrong configuration starts nothing and says everything.
class BadConfigurationTest {
    private static final String TEN_MISTAKES =
            """
            listners: {}
            workspaces:
              - name: Sample
                apis:
                  - name: Events
                    upstream: events
                    routes:
                      - paths: [event]
                    policies:
                      - oauth2:
                          enablePasswordGrnat: true
                          tokenExpiration: soon
                  - name: Events
                    upstream: http://127.0.0.1:1
                    routes:
                      - paths: [/other]
                    policies:
                      - oauht2: {}
                consumers:
                  - applications:
                      - name: App
                        clientId: one
                        clientType: secret
                        redirectUris: ["not a uri"]
                users:
                  - username: megan
                    password: ${env:NOWHERE_TO_BE_FOUND}
            """;

    @Test
    void listsEveryMistakeWithItsLine() throws Exception {
        Path file = write("ten.yaml", TEN_MISTAKES);
        var checked = Distribution.unpacked().run(Map.of(), "check", file.toString());
        assertThat(checked.exitCode()).as(checked.out() + checked.err()).isEqualTo(2);
        String report = checked.err();
        for (int line : new int[] {1, 6, 8, 11, 12, 13, 18, 20, 23, 24, 27}) {
            assertThat(report).contains("ten.yaml:" + line + ":");
        }
        assertThat(report)
                .contains("listeners", "enablePasswordGrant", "oauth2", "NOWHERE_TO_BE_FOUND");
    }

    @Test
    void startsNothing() throws Exception {
        Path file = write("start.yaml", TEN_MISTAKES);
        Path data = file.resolveSibling("data");
        var started =
                Distribution.unpacked()
                        .run(
                                Map.of(),
                                "start",
                                "--config",
                                file.toString(),
                                "--data",
                                data.toString());
        assertThat(started.exitCode()).isEqualTo(2);
        assertThat(started.err()).contains("start.yaml:1:");
        assertThat(data).doesNotExist();
    }

    @Test
    void namesAFileThatIsNotThere() {
        var checked = Distribution.unpacked().run(Map.of(), "check", "/nowhere.yaml");
        assertThat(checked.exitCode()).isEqualTo(2);
        assertThat(checked.err()).contains("/nowhere.yaml");
    }

    @Test
    void saysWhatAGoodFileHolds() {
        var checked =
                Distribution.unpacked()
                        .run(
                                Map.of(),
                                "check",
                                RunningServer.scenario("1-protect-an-api").toString());
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("1 API", "1 consumer", "1 application");
    }

    @Test
    void findsNothingInTheFileThatComesWithTheDistribution() {
        var distribution = Distribution.unpacked();
        var checked =
                distribution.run(
                        Map.of(),
                        "check",
                        distribution.home().resolve("config/grantway.yaml").toString());
        assertThat(checked.exitCode()).as(checked.err()).isZero();
    }

    private static Path write(String name, String yaml) throws Exception {
        Path directory = Distribution.emptyDirectory("bad-" + name.replace(".yaml", ""));
        return Files.writeString(directory.resolve(name), yaml);
    }
}
