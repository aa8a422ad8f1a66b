package io.grantway.http.engine;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The value of `Date` (RFC 9110 §5.6.7), written once a second.
final class HttpDate {
    private static final DateTimeFormatter IMF =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private long second = Long.MIN_VALUE;
    private String text = "";

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        long current = Math.floorDiv(clock.millis(), 1000);
        if (current != second) {
            second = current;
            text = IMF.format(clock.instant());
        }
        return text;
    }
}
