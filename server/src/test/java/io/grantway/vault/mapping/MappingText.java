package io.grantway.vault.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.MappingFiles;
import io.grantway.config.Mistake;
import io.grantway.config.Mistakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Mapping files as tests write them.
final class MappingText {
    static final Set<String> PROVIDERS = Set.of("google-drive", "google", "onedrive", "microsoft");

    private MappingText() {}

    /// The scenario's own file.
    static String photos() {
        try {
            return Files.readString(Path.of("../config/scenarios/interfaces/photos.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Interfaces read(String yaml) {
        Mistakes mistakes = new Mistakes();
        Interfaces read =
                Interfaces.read(MappingFiles.of("m.yaml", yaml, mistakes), PROVIDERS, mistakes);
        assertThat(mistakes.list()).isEmpty();
        return read;
    }

    static List<String> mistakes(String yaml) {
        Mistakes mistakes = new Mistakes();
        Interfaces.read(MappingFiles.of("m.yaml", yaml, mistakes), PROVIDERS, mistakes);
        return mistakes.list().stream().map(Mistake::toString).toList();
    }
}
