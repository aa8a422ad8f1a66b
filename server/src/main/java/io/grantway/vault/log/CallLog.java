package io.grantway.vault.log;

import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what happens with accounts and writes it in batches. Whoever tells it never waits: what
/// does not fit is lost, and counted.
public final class CallLog implements VaultEvent.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final int BATCH = 500;
    private static final int AT_ONCE = 1000;
    private static final int ROUNDS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration USUAL_KEEP = Duration.ofDays(30);
    private static final long USUAL_MOST = 1_000_000;

    private sealed interface Entry {
        record Line(VaultCall call) implements Entry {}

        /// Reached when all before it is written.
        record Mark(CountDownLatch reached) implements Entry {}
    }

    private final VaultCallStore store;
    private final Function<String, Optional<VaultConfig>> configs;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration gathered;
    private final BlockingQueue<Entry> queue;
    private final AtomicLong count = new AtomicLong();
    private final LongAdder lost = new LongAdder();
    private final Thread writer;
    private volatile boolean closed;
    private boolean failing;

    /// Starts writing.
    ///
    /// @param configs of the vault in force, by workspace
    /// @param waiting how many events may wait
    /// @param gathered how long events are waited for before one is written
    public CallLog(
            VaultCallStore store,
            Function<String, Optional<VaultConfig>> configs,
            InstantSource clock,
            RandomGenerator random,
            int waiting,
            Duration gathered) {
        this.store = store;
        this.configs = configs;
        this.clock = clock;
        this.random = random;
        this.gathered = gathered;
        this.queue = new ArrayBlockingQueue<>(waiting);
        this.writer = Thread.ofVirtual().name("vault-log").start(this::write);
    }

    @Override
    public void happened(VaultEvent event) {
        if (most(event.account().workspace()) == 0) {
            return;
        }
        if (!queue.offer(new Entry.Line(new VaultCall(id(event.at()), Redacted.of(event))))) {
            lost.increment();
        }
    }

    /// How many events were lost.
    public long lost() {
        return lost.sum();
    }

    /// Returns when what has happened so far is written, or after five seconds.
    public void settle() {
        CountDownLatch reached = new CountDownLatch(1);
        try {
            if (queue.offer(new Entry.Mark(reached), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                var _ = reached.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes away what is too old or too much. Blocks.
    public void keepUp() {
        Instant now = clock.instant();
        for (String workspace : store.kept().keySet()) {
            Instant before =
                    now.minus(
                            configs.apply(workspace)
                                    .map(VaultConfig::keepCalls)
                                    .orElse(USUAL_KEEP));
            int rounds = 0;
            // Small transactions: others write in between.
            int gone;
            do {
                gone = store.expire(workspace, before, most(workspace), AT_ONCE);
            } while (gone == AT_ONCE && ++rounds < ROUNDS);
        }
    }

    /// The number of lines by workspace.
    public Map<String, Long> kept() {
        return store.kept();
    }

    private long most(String workspace) {
        return configs.apply(workspace).map(VaultConfig::mostCalls).orElse(USUAL_MOST);
    }

    /// Sorts by the time of the event, and within a millisecond in the order of telling (RFC 9562
    /// §5.7).
    private UUID id(Instant at) {
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(
                (at.toEpochMilli() << 16) | 0x7000L | (count.incrementAndGet() & 0xfffL), low);
    }

    private void write() {
        List<Entry> entries = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            entries.clear();
            if (gather(entries)) {
                write(entries);
            }
        }
    }

    /// Waits for a first one, and then shortly for more.
    private boolean gather(List<Entry> entries) {
        try {
            Entry next = queue.poll(1, TimeUnit.SECONDS);
            long end = System.nanoTime() + gathered.toNanos();
            while (next != null) {
                entries.add(next);
                next = entries.size() < BATCH && next instanceof Entry.Line ? more(end) : null;
            }
            return !entries.isEmpty();
        } catch (InterruptedException _) {
            // It is to close: what waits is written without waiting for more.
            queue.drainTo(entries);
            return !entries.isEmpty();
        }
    }

    private @Nullable Entry more(long end) throws InterruptedException {
        return closed ? queue.poll() : queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void write(List<Entry> entries) {
        List<VaultCall> lines = new ArrayList<>();
        List<CountDownLatch> reached = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Line line -> lines.add(line.call());
                case Entry.Mark mark -> reached.add(mark.reached());
            }
        }
        if (!lines.isEmpty()) {
            write(lines, lines.size());
        }
        reached.forEach(CountDownLatch::countDown);
    }

    private void write(List<VaultCall> lines, int size) {
        try {
            store.add(lines);
            failing = false;
        } catch (RuntimeException e) {
            lost.add(size);
            if (!failing) {
                LOG.warn("the log of accounts cannot be written: {}", e.getMessage());
            }
            failing = true;
        }
    }

    /// Writes what waits.
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            var _ = writer.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
