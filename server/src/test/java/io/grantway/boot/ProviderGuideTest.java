package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the guide are what a user would copy.
class ProviderGuideTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");

    @TempDir Path directory;

    @Test
    void everyExampleIsTaken() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/add-a-provider.md"));
        List<String> examples = new ArrayList<>();
        EXAMPLE.matcher(guide).results().forEach(found -> examples.add(found.group(1)));
        assertThat(examples).hasSize(4);
        Files.createDirectory(directory.resolve("providers"));
        Files.writeString(directory.resolve("providers/my-drive.yaml"), examples.get(3));

        assertThat(refusals(examples.get(0))).hasSize(2);
        assertThat(refusals(examples.get(1))).hasSize(1);
        assertThat(refusals(examples.get(2))).isEmpty();
        assertThat(refusals("providers: [{name: my-drive, clientId: a, clientSecret: b}]\n"))
                .isEmpty();
    }

    private List<String> refusals(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("grantway.yaml"), yaml);
        return Review.of(List.of(file), Map.of(), false).warnings().stream()
                .map(Note::text)
                .filter(text -> text.contains("refuses for now"))
                .toList();
    }
}
