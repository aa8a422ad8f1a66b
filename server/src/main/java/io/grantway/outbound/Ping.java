package io.grantway.outbound;

import java.util.List;

/// What was found on the way to an API and back, step by step, up to the first that failed.
///
/// @param steps in their order
public record Ping(List<Step> steps) {
    public Ping {
        steps = List.copyOf(steps);
    }

    /// Whether every step went well.
    public boolean ok() {
        return steps.stream().noneMatch(step -> step.state() == State.FAILED);
    }

    /// One thing that was looked at.
    public enum Look {
        /// The host's name.
        DNS,
        /// A connection, and TLS where it is spoken.
        CONNECT,
        /// What a FHIR server says of itself to everybody.
        CAPABILITIES,
        /// The credential.
        TOKEN,
        /// What the API answers.
        ANSWER
    }

    /// How it went.
    public enum State {
        OK,
        FAILED,
        SKIPPED
    }

    /// One step.
    ///
    /// @param text what was found, for people; nothing secret
    /// @param hint what helps, empty where nothing is wrong
    public record Step(Look look, State state, String text, String hint, long millis) {}
}
