package io.grantway.services;

import java.time.Instant;
import java.util.Optional;

/// Keeps which times of a schedule were taken, so that of all nodes one runs each.
public interface RunStore {
    /// What became of a time.
    enum Outcome {
        /// The service returned.
        SUCCEEDED,
        /// It failed.
        FAILED,
        /// Nothing was run.
        SKIPPED
    }

    /// Takes a time of a channel.
    ///
    /// @param channel workspace and name
    /// @param node that takes it
    /// @return whether nobody had taken it
    boolean claim(String channel, Instant dueAt, String node, Instant now);

    /// Says what became of a time that was taken.
    void finish(String channel, Instant dueAt, Outcome outcome, Instant now);

    /// The latest time of a channel that was taken.
    Optional<Instant> last(String channel);

    /// Whether a time was taken since a moment, and nobody has said yet what became of it.
    boolean isRunning(String channel, Instant takenSince);

    /// Forgets times before a moment, all but the latest of each channel.
    void forget(Instant before);
}
