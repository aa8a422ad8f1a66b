package io.grantway.analytics;

import io.grantway.analytics.stream.CallEvent;
import io.grantway.analytics.stream.EventStream;
import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.Handler;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Counts every call and every token event of the gateway's listeners, keeps the figures and
/// answers questions about them.
public final class Analytics implements ExchangeObserver, AutoCloseable {
    private final Counting counting;
    private final Ledger ledger;
    private final List<EventStream> streams;
    private final InstantSource clock;

    /// @param streams that are told of each event; theirs to close
    public Analytics(
            AnalyticsConfig config,
            AnalyticsStore store,
            List<EventStream> streams,
            InstantSource clock) {
        this.counting = new Counting(config.series(), clock);
        this.ledger = new Ledger(counting, store, config, clock);
        this.streams = List.copyOf(streams);
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
        if (series == null) {
            return;
        }
        long micros = nanos / 1000;
        counting.count(series, bytesIn, bytesOut, micros);
        if (!streams.isEmpty()) {
            CallEvent event =
                    CallEvent.of(
                            clock.millis(),
                            head,
                            record,
                            series,
                            status,
                            bytesIn,
                            bytesOut,
                            micros);
            streams.forEach(each -> each.offer(event));
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
