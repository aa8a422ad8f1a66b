package io.grantway.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ended spans on their way to the collector, sent by a thread of its own. When the collector is
/// slower than the traffic, or away, spans are dropped and counted rather than calls held up.
final class SpanQueue implements SpanProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);
    private static final int QUEUE = 4096;
    private static final int BATCH = 512;
    private static final long LOOK_MILLIS = 500;
    private static final long EXPORT_SECONDS = 10;

    private final BlockingQueue<SpanData> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder dropped = new LongAdder();
    private final SpanExporter exporter;
    private final Thread sender;
    private boolean failing;
    private volatile boolean ending;

    SpanQueue(SpanExporter exporter) {
        this.exporter = exporter;
        this.sender = Thread.ofPlatform().name("traces").daemon().start(this::send);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && !queue.offer(span.toSpanData())) {
            dropped.increment();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /// Spans lost since the start.
    long dropped() {
        return dropped.sum();
    }

    private void send() {
        List<SpanData> batch = new ArrayList<>(BATCH);
        try {
            while (!ending || !queue.isEmpty()) {
                SpanData first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    export(batch);
                    batch = new ArrayList<>(BATCH);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void export(List<SpanData> batch) {
        CompletableResultCode sent = exporter.export(batch).join(EXPORT_SECONDS, TimeUnit.SECONDS);
        if (sent.isSuccess()) {
            failing = false;
            return;
        }
        dropped.add(batch.size());
        if (!failing) {
            failing = true;
            LOG.warn("traces cannot be sent and are dropped: {}", why(sent));
        }
    }

    private static String why(CompletableResultCode failed) {
        Throwable cause = failed.getFailureThrowable();
        return cause == null ? "the collector did not take them" : cause.toString();
    }

    /// Sends what is waiting, for so long at most.
    void close(long millis) throws InterruptedException {
        ending = true;
        sender.join(millis);
        sender.interrupt();
        exporter.shutdown().join(millis, TimeUnit.MILLISECONDS);
    }
}
