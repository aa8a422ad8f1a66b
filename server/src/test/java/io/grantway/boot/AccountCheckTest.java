package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountCheckTest {
    @TempDir private Path directory;

    private String report(String upstream) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("test.yaml"),
                        """
                        vault:
                          apps:
                            - {name: printpixie, key: "0123456789abcdef"}
                            - {name: other, key: "0123456789abcdeX", providers: []}
                        providers:
                          - name: drive
                            apiKey: {apiBase: "https://drive.example"}
                        apis:
                          - name: photos
                            upstream: %s
                            routes: [{paths: [/photos]}]
                        """
                                .formatted(upstream));
        try {
            return ConfigurationFiles.check(List.of(file), Map.of());
        } catch (ConfigRejected e) {
            return e.report();
        }
    }

    @Test
    void takesAnAccount() throws IOException {
        assertThat(report("{account: drive, app: printpixie}")).doesNotContain("test.yaml");
        assertThat(report("{account: drive, app: printpixie, user: 'x-{claim:mail}'}"))
                .doesNotContain("test.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{account: drvie, app: printpixie}|there is no provider \"drvie\"",
                "{account: drvie, app: printpixie}|did you mean \"drive\"?",
                "{account: drive}|say app",
                "{account: drive, app: printpixy}|the vault has no app \"printpixy\"",
                "{account: drive, app: other}|may not use \"drive\"",
                "{account: drive, app: printpixie, user: megan}|says who calls",
                "{account: drive, app: printpixie, user: '{name}'}|{name} is not known",
                "{account: drive, app: printpixie, url: 'http://h'}|one of them",
                "{account: drive, app: printpixie, health: {path: /}}|could be probed",
                "{url: 'http://h', user: '{subject}'}|go with account",
                "{app: printpixie}|a connection or an account",
            })
    void saysWhatIsWrong(String upstream, String mistake) throws IOException {
        assertThat(report(upstream)).contains("test.yaml", mistake);
    }
}
