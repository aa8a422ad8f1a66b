package io.grantway.bench;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.DefinitionName;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows;
import io.grantway.vault.AccountKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Fifty who open accounts that are not in memory, two who connect accounts again and two who renew
/// their tokens, each as fast as it goes; every one looks whether what it opens is what was kept.
final class VaultLoad implements AutoCloseable {
    private static final int READERS = 50;
    private static final int WRITERS = 4;

    private final VaultStore store;
    private final int count;
    private final InstantSource clock;

    /// So many of the last accounts belong to each of the writers.
    private final int slice;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Caller> callers = new ArrayList<>();
    private final List<String> phases = new ArrayList<>(List.of("warm-up"));
    private final List<Long> begun = new ArrayList<>(List.of(System.nanoTime()));
    private volatile int phase;
    private volatile boolean over;

    VaultLoad(VaultStore store, int count, InstantSource clock) {
        this.store = store;
        this.count = count;
        this.clock = clock;
        this.slice = count / 100;
        for (int i = 0; i < READERS; i++) {
            start(new Caller(true, i, this::open));
        }
        for (int i = 0; i < WRITERS; i++) {
            int from = count - (i + 1) * slice;
            start(
                    new Caller(
                            false,
                            READERS + i,
                            i % 2 == 0
                                    ? random -> connect(from + random.nextInt(slice), random)
                                    : random -> renew(from + random.nextInt(slice), random)));
        }
    }

    private interface Call {
        /// @return whether what was opened is what was kept
        boolean run(SplittableRandom random);
    }

    private final class Caller implements Runnable {
        final boolean reads;
        final List<Samples> samples = new ArrayList<>();
        final List<String> failures = new ArrayList<>();
        private final SplittableRandom random;
        private final Call call;

        Caller(boolean reads, int number, Call call) {
            this.reads = reads;
            this.random = new SplittableRandom(number);
            this.call = call;
        }

        @Override
        public void run() {
            while (!over) {
                int at = phase;
                while (samples.size() <= at) {
                    samples.add(new Samples());
                }
                long start = System.nanoTime();
                try {
                    if (!call.run(random)) {
                        failures.add(phases.get(at) + ": another token than was kept");
                    }
                } catch (RuntimeException e) {
                    failures.add(phases.get(at) + ": " + e);
                }
                samples.get(at).add(System.nanoTime() - start);
            }
        }
    }

    private void start(Caller caller) {
        callers.add(caller);
        threads.execute(caller);
    }

    private boolean open(SplittableRandom random) {
        return isKept(random.nextInt(count - WRITERS * slice));
    }

    private boolean isKept(int number) {
        store.accounts().forget(VaultFill.id(number));
        return store.token(VaultFill.key(number)).matches(VaultFill.token(number));
    }

    private boolean connect(int number, SplittableRandom random) {
        AccountKey key = VaultFill.key(number);
        String token = "connected-" + random.nextLong();
        var _ = store.connect(key, token);
        return store.token(key).matches(token);
    }

    /// As a renewal keeps what it got.
    private boolean renew(int number, SplittableRandom random) {
        TokenRows rows = store.sql().accounts().tokens();
        TokenHash id = VaultFill.id(number);
        TokenRows.Row row = rows.find(id).orElseThrow();
        KeptToken before = row.token().orElseThrow();
        String token = "renewed-" + random.nextLong();
        Instant now = clock.instant();
        KeptToken after =
                new KeptToken(
                        before.key(),
                        now,
                        Secret.of(token),
                        before.type(),
                        before.until(),
                        before.scopes(),
                        before.refreshToken(),
                        Optional.empty(),
                        Optional.empty());
        boolean saved =
                rows.save(
                        new TokenRows.Place(
                                id,
                                before.key(),
                                new DefinitionName(VaultStore.WORKSPACE, VaultStore.DRIVE)),
                        row.generation(),
                        row.generation() + 1,
                        after,
                        now,
                        Instant.MAX);
        store.accounts().forget(id);
        return saved && store.token(VaultFill.key(number)).matches(token);
    }

    /// Counts from now on under another name.
    void next(String name) {
        phases.add(name);
        begun.add(System.nanoTime());
        phase = phases.size() - 1;
    }

    void end() throws InterruptedException {
        over = true;
        begun.add(System.nanoTime());
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a caller hangs");
        }
    }

    void report() {
        System.out.println(
                "| | seconds | opened/s | p50 us | p99 us | max ms | changed/s | p50 us | p99 us"
                        + " |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int i = 1; i < phases.size(); i++) {
            double seconds = (begun.get(i + 1) - begun.get(i)) / 1e9;
            long[] opened = nanos(i, true);
            long[] changed = nanos(i, false);
            System.out.printf(
                    "| %s | %.1f | %,.0f | %.0f | %.0f | %.1f | %,.0f | %.0f | %.0f |%n",
                    phases.get(i),
                    seconds,
                    opened.length / seconds,
                    Samples.micros(opened, 0.5),
                    Samples.micros(opened, 0.99),
                    Samples.micros(opened, 1) / 1e3,
                    changed.length / seconds,
                    Samples.micros(changed, 0.5),
                    Samples.micros(changed, 0.99));
        }
        List<String> failures =
                callers.stream().flatMap(caller -> caller.failures.stream()).toList();
        System.out.printf("failed calls: %d%n", failures.size());
        failures.stream().limit(5).forEach(System.out::println);
    }

    private long[] nanos(int at, boolean reads) {
        return callers.stream()
                .filter(caller -> caller.reads == reads && caller.samples.size() > at)
                .flatMapToLong(caller -> caller.samples.get(at).stream())
                .sorted()
                .toArray();
    }

    /// How many of all do not open; for those that nobody changed, with what they were made with.
    int lost() {
        int lost = 0;
        for (int i = 0; i < count; i++) {
            try {
                if (i < count - WRITERS * slice) {
                    lost += isKept(i) ? 0 : 1;
                } else {
                    store.accounts().forget(VaultFill.id(i));
                    var _ = store.token(VaultFill.key(i));
                }
            } catch (RuntimeException e) {
                System.out.println(e);
                lost++;
            }
        }
        return lost;
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
