package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;

/// The `correlate` policy: gives each call an id in a header field, as with Kong's
/// `correlation-id`.
public record CorrelateSettings(
        @Key(value = "The field; a client's own value stays.", or = "Kong-Request-ID")
                String headerName,
        @Key(
                        value =
                                "How ids are made: `uuid`, `uuid#counter` (one of this process, and"
                                        + " a number) or `tracker` (address, time and number).",
                        or = "'uuid#counter'")
                Generator generator,
        @Key(value = "Tell the client too.", or = "false") boolean echoDownstream)
        implements PolicySettings {
    /// How ids are made.
    public enum Generator {
        UUID("uuid"),
        COUNTER("uuid#counter"),
        TRACKER("tracker");

        private final String wireName;

        Generator(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String toString() {
            return wireName;
        }
    }

    public CorrelateSettings {
        if (!headerName.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("headerName must be the name of a header field");
        }
    }
}
