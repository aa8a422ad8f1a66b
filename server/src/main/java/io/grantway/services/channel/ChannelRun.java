package io.grantway.services.channel;

import java.time.Duration;
import java.time.Instant;

/// One call of a service by a channel, as it is remembered: without what was given or returned.
///
/// @param input what it was about, such as a file's name or a message's id
/// @param error empty where there was none
public record ChannelRun(Instant at, Duration took, Outcome outcome, String input, String error) {
    /// What came of it.
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        SKIPPED
    }
}
