package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.RequestHead;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line of JSON for each exchange, written by a thread of its own. When the disk is slower than
/// the traffic, lines are dropped and counted rather than calls held up.
public final class AccessLog implements ExchangeObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int QUEUE = 16_384;

    /// Ends the writer.
    private static final AccessLine END = new AccessLine(0, null, null, 0, 0, 0, 0);

    private final BlockingQueue<AccessLine> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder dropped = new LongAdder();
    private final InstantSource clock;
    private final OutputStream out;
    private final Thread writer;

    /// @param out closed with the log, unless it is standard output
    public AccessLog(OutputStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
    }

    @Override
    public void ended(
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        if (!queue.offer(
                new AccessLine(clock.millis(), head, record, status, bytesIn, bytesOut, nanos))) {
            dropped.increment();
        }
    }

    /// Lines lost since the start.
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        StringBuilder lines = new StringBuilder(8192);
        TimeText times = new TimeText();
        try {
            while (true) {
                AccessLine line = queue.take();
                while (line != null && !line.isEnd()) {
                    line.appendTo(lines, times);
                    line = lines.length() < 64_000 ? queue.poll() : null;
                }
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                lines.setLength(0);
                if (line != null && line.isEnd()) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.error("the access log cannot be written any more: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes what is waiting, for a second at most.
    @Override
    public void close() {
        try {
            if (queue.offer(END, 1, TimeUnit.SECONDS)) {
                writer.join(1000);
            }
            if (!System.out.equals(out)) {
                out.close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the access log was not closed cleanly: {}", e.getMessage());
        }
    }
}
