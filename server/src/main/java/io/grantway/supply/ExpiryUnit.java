package io.grantway.supply;

import java.time.Duration;

/// What a server counts a token's life in. RFC 6749 §5.1 says seconds.
public enum ExpiryUnit {
    SECONDS("s", Duration.ofSeconds(1)),
    MILLISECONDS("ms", Duration.ofMillis(1)),
    MINUTES("m", Duration.ofMinutes(1));

    private final String wireName;
    private final Duration length;

    ExpiryUnit(String wireName, Duration length) {
        this.wireName = wireName;
        this.length = length;
    }

    long millis() {
        return length.toMillis();
    }

    @Override
    public String toString() {
        return wireName;
    }
}
