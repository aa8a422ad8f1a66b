package io.grantway.vault.notice;

import java.time.Duration;

/// How long notices wait for what.
///
/// @param window in which events of one app and provider become one notice
/// @param lease of an attempt: after that somebody else tries
/// @param firstPause after a failure; doubled after each next
/// @param longestPause between attempts
/// @param most after that it is given up
/// @param keep what was told of an account that is still as it was
public record NoticeTimes(
        Duration window,
        Duration lease,
        Duration firstPause,
        Duration longestPause,
        Duration most,
        Duration keep) {
    public static final NoticeTimes USUAL =
            new NoticeTimes(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(30),
                    Duration.ofHours(4),
                    Duration.ofDays(1),
                    Duration.ofDays(400));
}
