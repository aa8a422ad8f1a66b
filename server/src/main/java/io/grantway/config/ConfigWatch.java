package io.grantway.config;

import java.time.Duration;

/// Notices when what a configuration was read from changes, by content, whatever way it was
/// replaced: written in place, renamed over, or behind a swapped link.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ConfigWatch implements AutoCloseable {
    /// Starts watching on a thread of its own.
    ///
    /// @param read what was read; a change since then counts
    /// @param every how often to look; a change is told once it has stood still that long
    /// @param changed called on the watching thread; reads again and calls [#follow]
    public static ConfigWatch start(Sources read, Duration every, Runnable changed) {
        throw new UnsupportedOperationException("in progress: " + read + every + changed);
    }

    /// Watches from now on what was read last (of [Loaded] or [ConfigRejected]).
    public void follow(Sources read) {
        throw new UnsupportedOperationException("in progress: " + read);
    }

    @Override
    public void close() {}
}
