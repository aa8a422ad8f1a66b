package io.grantway.jose;

import java.time.Duration;

/// When signing keys take turns.
///
/// @param rotateEvery how long one key signs
/// @param publishAhead how long a key is in the key set before it signs: longer than anybody keeps
///   a copy of the key set
/// @param keepRetired how long a key stays in the key set after it signed last: the longest
///   lifetime of a token
public record KeySchedule(Duration rotateEvery, Duration publishAhead, Duration keepRetired) {
    /// @throws IllegalArgumentException where a key would have to be replaced before it may sign
    public KeySchedule {
        if (publishAhead.isNegative() || keepRetired.isNegative()) {
            throw new IllegalArgumentException("publishAhead and keepRetired must not be negative");
        }
        if (rotateEvery.compareTo(publishAhead) <= 0) {
            throw new IllegalArgumentException(
                    "rotateEvery ("
                            + rotateEvery
                            + ") must be longer than publishAhead ("
                            + publishAhead
                            + ")");
        }
    }
}
