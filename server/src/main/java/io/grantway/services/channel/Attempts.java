package io.grantway.services.channel;

import io.grantway.services.ServiceFailure;
import java.time.Duration;

/// What becomes of a message whose run failed.
final class Attempts {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Attempts() {}

    /// What to do with it.
    enum Next {
        /// Try it again, and count that.
        AGAIN,
        /// Try it again without counting: it is not the message's fault.
        LATER,
        /// Never.
        DEAD
    }

    /// @param before how often it was tried before, not counting this run
    static Next after(ServiceFailure failure, int before, int redeliveries) {
        return switch (failure.reason()) {
            case UNKNOWN_SERVICE, BUSY, UNAVAILABLE -> Next.LATER;
            // It would be the same the next time.
            case INPUT -> Next.DEAD;
            case THREW, CONNECTION, TIMED_OUT -> before < redeliveries ? Next.AGAIN : Next.DEAD;
        };
    }

    /// One second, two, four, up to half a minute.
    static Duration pause(int before) {
        Duration pause = Duration.ofSeconds(1L << Math.min(before, 5));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
