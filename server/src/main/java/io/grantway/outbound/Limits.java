package io.grantway.outbound;

import java.time.Duration;

/// What settings may be.
final class Limits {
    private Limits() {}

    static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be " + least + " to " + most);
        }
    }

    static void check(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(key + " must be more than nothing");
        }
    }
}
