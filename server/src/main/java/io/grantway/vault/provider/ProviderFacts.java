package io.grantway.vault.provider;

import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a provider, and how well. Nothing of it changes what is done.
public record ProviderFacts(
        @Key(
                        "Whether it is used: `current`, `legacy`, `sunset` (it ends), or `template`"
                                + " (for servers that stand in several places).")
                @Nullable Status status,
        @Key("More of that, such as when it ends.") @Nullable String statusNote,
        @Key(value = "What it is for.", example = "photos") @Nullable String category,
        @Key(
                        "`high`: two sources, or the provider's own pages; `medium`: one; `low`:"
                                + " what is said commonly.")
                @Nullable Confidence confidence,
        @Key("What somebody should look up before trusting it.") List<String> uncertain,
        @Key("What else one must know.") List<String> notes,
        @Key("Where it is from.") List<String> sources) {
    /// Whether a provider is still used.
    public enum Status {
        CURRENT,
        LEGACY,
        SUNSET,
        TEMPLATE
    }

    /// How well something is known.
    public enum Confidence {
        HIGH,
        MEDIUM,
        LOW
    }

    public ProviderFacts {
        uncertain = List.copyOf(uncertain);
        notes = List.copyOf(notes);
        sources = List.copyOf(sources);
    }
}
