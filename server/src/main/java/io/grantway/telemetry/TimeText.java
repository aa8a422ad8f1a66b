package io.grantway.telemetry;

import java.time.Instant;

/// Writes times (RFC 3339, UTC, milliseconds), remembering the second that it wrote last: thousands
/// of lines share it. Belongs to one thread.
final class TimeText {
    private long second = Long.MIN_VALUE;
    private String text = "";

    void append(StringBuilder out, long millis) {
        long thisSecond = Math.floorDiv(millis, 1000L);
        if (thisSecond != second) {
            second = thisSecond;
            String whole = Instant.ofEpochSecond(thisSecond).toString();
            text = whole.substring(0, whole.length() - 1);
        }
        int rest = (int) Math.floorMod(millis, 1000L);
        out.append(text).append('.');
        out.append((char) ('0' + rest / 100));
        out.append((char) ('0' + rest / 10 % 10));
        out.append((char) ('0' + rest % 10));
        out.append('Z');
    }
}
