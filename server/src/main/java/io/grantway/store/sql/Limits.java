package io.grantway.store.sql;

import java.time.Duration;

/// How much the store takes on at once.
///
/// @param waiting units of work that may wait, for the writer and for the readers each; one more is
///   refused
/// @param group at most this many units share one commit
/// @param busy how long to wait for a lock that another program holds on the file
/// @param idle how often dead rows are looked for
public record Limits(int waiting, int group, int readers, Duration busy, Duration idle) {
    public static final Limits STANDARD =
            new Limits(8192, 512, 3, Duration.ofSeconds(5), Duration.ofSeconds(10));
}
