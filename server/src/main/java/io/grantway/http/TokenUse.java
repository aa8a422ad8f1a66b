package io.grantway.http;

import java.util.Locale;

/// What a request was about, where it was about a token of an authorization server.
///
/// @param server empty where the server is that of one API, which the call's record names
/// @param application whose client asked; empty where that is not known
public record TokenUse(Event event, String workspace, String server, String application) {
    /// What happened.
    public enum Event {
        ISSUED,
        REFRESHED,
        REFUSED,
        REVOKED,
        INTROSPECTED;

        private final String text = name().toLowerCase(Locale.ROOT);

        /// `issued`, `refreshed` …
        @Override
        public String toString() {
            return text;
        }
    }
}
