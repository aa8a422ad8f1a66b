package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.RequestHead;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line of JSON for each exchange. The thread that ends the exchange makes the line; another
/// writes what has gathered. To wake that one for each line would cost more than the line, and to
/// leave the making to it would keep every exchange alive until then. When the disk is slower than
/// the traffic, lines are dropped and counted rather than calls held up.
public final class AccessLog implements ExchangeObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    /// Characters that may wait to be written.
    private static final int MOST = 8_000_000;

    /// Of what is kept between two writes.
    private static final int USUAL = 1_000_000;

    /// How long lines may wait for others.
    private static final long GATHER_MILLIS = 50;

    private final ThreadLocal<AccessLine> line = ThreadLocal.withInitial(AccessLine::new);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LongAdder dropped = new LongAdder();
    private final InstantSource clock;
    private final OutputStream out;
    private final Writer text;
    private final char[] piece = new char[8192];
    private StringBuilder waiting = new StringBuilder();
    private StringBuilder written = new StringBuilder();
    private boolean resting;
    private final Thread writer;

    /// @param out closed with the log, unless it is standard output
    public AccessLog(OutputStream out, InstantSource clock) {
        this.out = out;
        this.text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
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
        StringBuilder made =
                line.get().of(clock.millis(), head, record, status, bytesIn, bytesOut, nanos);
        lock.lock();
        try {
            if (waiting.length() + made.length() > MOST) {
                dropped.increment();
                return;
            }
            waiting.append(made);
            if (resting) {
                resting = false;
                some.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lines lost since the start.
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        try {
            boolean last;
            do {
                last = closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                take(last);
                send();
            } while (!last);
        } catch (IOException e) {
            LOG.error("the access log cannot be written any more: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes what has gathered, or waits until something has.
    private void take(boolean last) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !last && closing.getCount() > 0) {
                resting = true;
                some.await();
            }
            StringBuilder full = waiting;
            waiting = written;
            written = full;
        } finally {
            lock.unlock();
        }
    }

    /// In pieces of a small array that stays: a whole block at once would be several new ones, each
    /// too large for the young generation.
    private void send() throws IOException {
        for (int from = 0; from < written.length(); from += piece.length) {
            int to = Math.min(written.length(), from + piece.length);
            written.getChars(from, to, piece, 0);
            text.write(piece, 0, to - from);
        }
        text.flush();
        written.setLength(0);
        if (written.capacity() > USUAL) {
            written.trimToSize();
        }
    }

    /// Writes what is waiting, for a second at most.
    @Override
    public void close() {
        closing.countDown();
        lock.lock();
        try {
            some.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(1000);
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
