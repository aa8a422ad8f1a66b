package io.grantway.vault.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern FAILURE =
            Pattern.compile("(?:Failure\\.of|new Failure)\\(\\s*\"(\\w+)\"");

    @Test
    void saysTheSameInEveryLanguage() {
        assertThat(Texts.in("de").keys()).isEqualTo(Texts.in("en").keys());
    }

    @Test
    void hasWordsForEveryFailure() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/grantway/vault/connect"))) {
            for (Path file : files.toList()) {
                List<String> kinds =
                        FAILURE.matcher(Files.readString(file))
                                .results()
                                .map(found -> found.group(1))
                                .toList();
                assertThat(kinds)
                        .allMatch(kind ->
                                Texts.in("en").has("failed." + kind + ".title")
                                        && Texts.in("en").has("failed." + kind + ".advice"));
            }
        }
    }
}
