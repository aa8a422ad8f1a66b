package io.grantway.config;

/// The JSON schema (2020-12) of configuration records, for editors.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ConfigSchema {
    private ConfigSchema() {}

    /// @param title of the whole
    /// @return JSON text, the same for the same records
    public static String of(Class<? extends Record> root, Variants variants, String title) {
        throw new UnsupportedOperationException("in progress: " + root + variants + title);
    }
}
