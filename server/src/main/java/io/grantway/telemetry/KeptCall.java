package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.RequestHead;

/// What is kept of a call that has ended: facts of its head, without query and header fields, which
/// may hold secrets, and its record.
///
/// @param endedNanos by [System#nanoTime], as the record's times are
/// @param hadQuery whether there was a query
public record KeptCall(
        String id,
        long endedAtMillis,
        long endedNanos,
        String client,
        String method,
        String scheme,
        String host,
        String path,
        boolean hadQuery,
        String version,
        CallRecord record,
        int status,
        long bytesIn,
        long bytesOut,
        long nanos) {
    private static final int LONGEST_PATH = 512;

    static KeptCall of(
            long atMillis,
            long atNanos,
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        String path = ShownPath.of(head.target().path());
        return new KeptCall(
                head.id(),
                atMillis,
                atNanos,
                head.peer().clientAddress(),
                head.method(),
                head.target().scheme(),
                head.target().host(),
                path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH),
                head.target().query() != null,
                head.version(),
                record,
                status,
                bytesIn,
                bytesOut,
                nanos);
    }

    /// When its head came, in milliseconds since the epoch.
    long beganAtMillis() {
        return endedAtMillis - nanos / 1_000_000;
    }

    /// Whether it was refused here, rather than forwarded or answered as asked.
    public boolean refused() {
        return record.reason() != null;
    }
}
