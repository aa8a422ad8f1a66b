package io.grantway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads YAML files into a record, the environment's settings over them, and says every mistake at
/// once.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ConfigReader {
    private final Variants variants;
    private final Set<String> notSettings;

    /// @param notSettings environment variables that begin with `GRANTWAY_` and set no key
    public ConfigReader(Variants variants, Set<String> notSettings) {
        this.variants = variants;
        this.notSettings = Set.copyOf(notSettings);
    }

    /// Reads files, and directories of `*.yaml` and `*.yml` files. They add up: lists are
    /// concatenated, mappings merged; a single value may be set once.
    ///
    /// @param environment for `${env:…}`, and its `GRANTWAY_…` variables as settings
    /// @throws ConfigRejected with every mistake
    public <T extends Record> Loaded<T> load(
            Class<T> root,
            List<Path> filesOrDirectories,
            Map<String, String> environment,
            Check<T> check) {
        throw new UnsupportedOperationException(
                "in progress: " + variants + notSettings + root + filesOrDirectories);
    }

    /// Reads texts as if they were files.
    ///
    /// @throws ConfigRejected with every mistake
    public <T extends Record> Loaded<T> loadTexts(
            Class<T> root,
            List<ConfigText> texts,
            Map<String, String> environment,
            Check<T> check) {
        throw new UnsupportedOperationException(
                "in progress: " + variants + notSettings + root + texts);
    }
}
