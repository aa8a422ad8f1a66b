package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "a.example", "EMPTY", "", "TRICK", "${env:HOST}");

    @TempDir Path directory;

    record Settings(
            String text, @Nullable String optional, @Key(value = "", or = "5") int number) {}

    private Loaded<Settings> load(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), yaml);
        return new ConfigReader(Variants.NONE, Set.of())
                .load(Settings.class, List.of(file), ENVIRONMENT, (_, _) -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "'${env:HOST}', 'a.example'",
        "'http://${env:HOST}/${env:NONE:x}', 'http://a.example/x'",
        "'${env:NONE:http://b:80}', 'http://b:80'",
        "'${env:NONE:}', ''",
        "'${env:EMPTY:x}', ''",
        "'$${env:HOST}', '${env:HOST}'",
        "'$$${env:HOST}', '$${env:HOST}'",
        "'$ {x} $5 $$', '$ {x} $5 $$'",
        "'${env:TRICK}', '${env:HOST}'"
    })
    void putsInWhatIsReferredTo(String text, String resolved) throws IOException {
        assertThat(load("text: '" + text + "'").value().text()).isEqualTo(resolved);
    }

    @ParameterizedTest
    @CsvSource({
        "'${env:NONE}', 'the environment variable NONE is not set; set it, or write a default:"
                + " ${env:NONE:…}'",
        "'a ${env:HOST', 'the } of a ${…} is missing; '",
        "'${HOST}', 'is no reference that is known; write ${env:NAME}, '",
        "'${env:A-B}', 'is no reference that is known; '",
        "'${}', 'is no reference that is known; '",
        "'${file:none.txt}', 'the file none.txt cannot be read: there is no such file'",
        "'${file:.}', 'the file . cannot be read: it is a directory'",
        "'${file:bytes}', 'the file bytes is not text in UTF-8'"
    })
    void saysWhatIsWrongWithAReference(String text, String message) throws IOException {
        Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff});

        assertThatThrownBy(() -> load("text: '" + text + "'"))
                .asInstanceOf(type(ConfigRejected.class))
                .satisfies(rejected -> {
                    assertThat(rejected.mistakes()).hasSize(1);
                    Mistake mistake = rejected.mistakes().getFirst();
                    assertThat(mistake.message()).startsWith(message);
                    assertThat(mistake.keyPath()).isEqualTo("text");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n', 'a'",
        "'a\r\n', 'a'",
        "'a\n\n', 'a\n'",
        "'', ''",
        "'a ', 'a '",
        "'a\r', 'a\r'"
    })
    void removesOneNewlineFromTheEndOfAFile(String content, String text) throws IOException {
        Files.writeString(directory.resolve("secret"), content);

        assertThat(load("text: ${file:secret}").value().text()).isEqualTo(text);
    }

    @Test
    void countsAnOptionalKeyWithAnEmptyReferenceAsAbsent() throws IOException {
        Settings settings =
                load("{text: a, optional: '${env:EMPTY}', number: '${env:NONE:}'}").value();

        assertThat(settings).isEqualTo(new Settings("a", null, 5));
    }

    @Test
    void keepsAnEmptyTextThatIsWrittenOut() throws IOException {
        assertThat(load("{text: '', optional: ''}").value()).isEqualTo(new Settings("", "", 5));
    }

    @Test
    void refusesFilesInAConfigurationThatWasSent() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "planted");
        ConfigText sent = new ConfigText("sent.yaml", "text: ${file:" + file + "}");

        assertThatThrownBy(() ->
                        new ConfigReader(Variants.NONE, Set.of())
                                .load(
                                        Settings.class,
                                        List.of(),
                                        List.of(sent),
                                        Map.of(),
                                        (_, _) -> {}))
                .hasMessage(
                        "sent.yaml:1:7  text: ${file:…} names a file, which only a configuration in"
                                + " a file may do\n");
    }

    @Test
    void doesNotReadMoreOfAFileThanTheLimit() throws IOException {
        byte[] large = "x".repeat(Disk.LIMIT + 1).getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("large"), large);

        assertThatThrownBy(() -> load("text: ${file:large}"))
                .hasMessageEndingWith("the file large cannot be read: it is larger than 8MiB\n");
    }
}
