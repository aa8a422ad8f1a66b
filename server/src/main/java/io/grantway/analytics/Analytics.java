package io.grantway.analytics;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.Handler;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Counts every call and every token event of the gateway's listeners, keeps the figures and
/// answers questions about them.
public final class Analytics implements ExchangeObserver, AutoCloseable {
    private final Counting counting;
    private final Ledger ledger;
    private final InstantSource clock;

    public Analytics(AnalyticsConfig config, AnalyticsStore store, InstantSource clock) {
        this.counting = new Counting(config.series(), clock);
        this.ledger = new Ledger(counting, store, config, clock);
        this.clock = clock;
    }

    @Override
    public void ended(
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        Series series = Series.of(record, status);
        if (series != null) {
            counting.count(series, bytesIn, bytesOut, nanos / 1000);
        }
    }

    /// Writes what has gathered. To be called every few seconds, on a thread that may block.
    public void keepUp() {
        ledger.keepUp();
    }

    /// `GET /api/v1/analytics`
    ///
    /// @param workspace the one that a request is limited to; empty for all
    public Handler resource(Function<Request, Optional<String>> workspace) {
        return new AnalyticsResource(ledger, workspace, clock);
    }

    /// Series that wait to be written.
    public int waiting() {
        return ledger.waiting();
    }

    /// Writes everything.
    @Override
    public void close() {
        ledger.writeAll();
    }
}
