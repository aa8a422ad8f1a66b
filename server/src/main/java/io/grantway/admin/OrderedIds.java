package io.grantway.admin;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes ids that sort in the order they are made (RFC 9562 §5.7), also within a millisecond and
/// when the clock is set back.
public final class OrderedIds {
    private final InstantSource clock;
    private final RandomGenerator random;

    /// Milliseconds and, in the twelve bits below them, a count.
    private long last;

    public OrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        long time = advance();
        return new UUID(((time >>> 12) << 16) | 0x7000L | (time & 0xfffL), low);
    }

    private synchronized long advance() {
        last = Math.max(last + 1, clock.millis() << 12);
        return last;
    }
}
