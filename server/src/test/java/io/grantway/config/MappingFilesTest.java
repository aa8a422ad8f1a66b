package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// At the key that takes them.
class MappingFilesTest {
    private static final String ONE =
            "{returns: {url: string}, google: {request: {path: /f}, result: '{\"url\": x}'}}\n";

    @TempDir private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectory(directory.resolve("interfaces"));
        Files.writeString(directory.resolve("interfaces/a.yaml"), "One: " + ONE);
        Files.writeString(directory.resolve("interfaces/b.yaml"), "Two: " + ONE);
        Files.writeString(directory.resolve("interfaces/list.yaml"), "[1]\n");
        Files.writeString(directory.resolve("interfaces/bad.yaml"), "One:\n  google: {}\n");
    }

    private Loaded<Configuration> load(String yaml) {
        try {
            Path file = directory.resolve("grantway.yaml");
            Files.writeString(file, yaml);
            return ConfigurationFiles.load(List.of(file), List.of(), Map.of("WHICH", "a"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interfaces: interfaces/a.yaml | One",
                "interfaces: 'interfaces/${env:WHICH}.yaml' | One",
                "interfaces: [interfaces/a.yaml, interfaces/b.yaml] | One Two",
                "interfaces: {Three: {returns: {a: any}, google: {request: {path: /f}, result: a}}}"
                        + " | Three",
                "'workspaces: [{name: w}]' | ''",
            })
    void takesAFileSeveralOrTheMappingItself(String yaml, String names) {
        assertThat(
                        load(yaml).value().interfaces().all().stream()
                                .flatMap(each -> each.entries().keySet().stream()))
                .containsExactly(names.isEmpty() ? new String[0] : names.split(" ", -1));
    }

    @Test
    void watchesTheFiles() {
        assertThat(load("interfaces: interfaces/a.yaml").sources().paths())
                .contains(directory.resolve("interfaces/a.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interfaces: interfaces/none.yaml | 1:13  interfaces: the file interfaces/none.yaml"
                        + " cannot be read: there is no such file",
                "interfaces: [interfaces/a.yaml, {}] | 1:33  interfaces[1]: must be the name of a"
                        + " file",
                "interfaces: '' | must be a path",
                "interfaces: interfaces/list.yaml | list.yaml:1:1  must be a mapping, not a list",
                "interfaces: interfaces/bad.yaml | bad.yaml:2:11  One.google: lacks request",
                "interfaces: {One: {gogle: {}}} | there is no provider or template \"gogle\"",
            })
    void saysWhatIsWrong(String yaml, String mistake) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(ConfigRejected.class)
                .hasMessageContaining(mistake);
    }
}
