package io.grantway.jose;

import java.time.Duration;
import java.time.Instant;

/// The life of a signing key. What has no end yet ends at [Instant#MAX].
///
/// @param published when it appeared in the key set
/// @param signsFrom when it begins to sign: late enough that whoever keeps a copy of the key set
///   has it
/// @param retired when its successor begins to sign
/// @param gone when nothing signed by it is good any more, and it leaves the key set
public record KeyTimes(Instant published, Instant signsFrom, Instant retired, Instant gone) {
    /// What a key is for at a moment.
    public enum State {
        NEXT,
        CURRENT,
        RETIRED,
        GONE
    }

    /// @throws IllegalArgumentException where they are not in this order
    public KeyTimes {
        if (signsFrom.isBefore(published)
                || retired.isBefore(published)
                || gone.isBefore(retired)) {
            throw new IllegalArgumentException(
                    "a key is published, signs, retires and goes, in this order");
        }
    }

    static KeyTimes from(Instant published, Instant signsFrom) {
        return new KeyTimes(published, signsFrom, Instant.MAX, Instant.MAX);
    }

    public State state(Instant now) {
        if (!gone.isAfter(now)) {
            return State.GONE;
        }
        if (!retired.isAfter(now)) {
            return State.RETIRED;
        }
        return signsFrom.isAfter(now) ? State.NEXT : State.CURRENT;
    }

    KeyTimes signingFrom(Instant time) {
        return new KeyTimes(published, time, retired, gone);
    }

    KeyTimes withoutEnd() {
        return from(published, signsFrom);
    }

    KeyTimes retiredAt(Instant time, Duration kept) {
        return new KeyTimes(published, signsFrom, time, time.plus(kept));
    }
}
