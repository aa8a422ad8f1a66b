package io.grantway.config;

/// The reference page of configuration records, in Markdown.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ConfigReference {
    private ConfigReference() {}

    /// @param title of the page
    /// @return Markdown text, the same for the same records
    public static String of(Class<? extends Record> root, Variants variants, String title) {
        throw new UnsupportedOperationException("in progress: " + root + variants + title);
    }
}
