package io.grantway.bench;

import io.grantway.store.StoreConfig;
import io.grantway.vault.AccountKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What an account costs when there are many: a store of 1,000 and one of a million, in this
/// process, operation by operation in turn. Both files are in the page cache; what this process has
/// in memory of an account is dropped before each.
final class VaultAccounts {
    private static final int FEW = 1_000;
    private static final int PAGE = 100;

    /// Behind these users is more than a page, also of the few.
    private static final String LAST_BEFORE_A_PAGE = "user-c";

    private final String name;
    private final VaultStore store;
    private final int count;
    private final SplittableRandom random = new SplittableRandom(7);
    private int connected;

    private VaultAccounts(String name, VaultStore store, int count) {
        this.name = name;
        this.store = store;
        this.count = count;
    }

    /// Does it once.
    private interface Operation {
        /// @return nanoseconds
        long run(VaultAccounts side);
    }

    private record Step(String name, int samples, Operation operation) {}

    private static final List<Step> STEPS =
            List.of(
                    new Step("an account found", 10_000, VaultAccounts::find),
                    new Step("found, and its token opened", 10_000, VaultAccounts::open),
                    new Step("list of a user (2)", 10_000, VaultAccounts::list),
                    new Step("page of an app (100)", 2_000, VaultAccounts::page),
                    new Step("connect", 1_000, VaultAccounts::connect),
                    new Step("connect again", 1_000, VaultAccounts::connectAgain),
                    new Step("disconnect", 1_000, VaultAccounts::remove));

    /// @param arguments how many are many (default 1,000,000)
    static void run(String[] arguments) throws Exception {
        int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path work = Path.of("bench/target/vault-accounts").toAbsolutePath();
        // Connecting again changes it.
        Files.deleteIfExists(filled(work.resolve("few")));
        try (VaultStore few = filled(work.resolve("few"), FEW);
                VaultStore most = filled(work.resolve("many"), many)) {
            VaultAccounts small = new VaultAccounts("%,d".formatted(FEW), few, FEW);
            VaultAccounts large = new VaultAccounts("%,d".formatted(many), most, many);
            System.out.printf(
                    "| microseconds | %s p50 | p90 | %s p50 | p90 | p50 to p50"
                            + " |%n|---|---|---|---|---|---|%n",
                    small.name, large.name);
            STEPS.forEach(step -> measure(step, small, large));
        }
    }

    private static Path filled(Path data) {
        return data.resolve("filled");
    }

    /// Fills it, unless an earlier run has.
    private static VaultStore filled(Path data, int count) throws IOException, SQLException {
        Files.createDirectories(data);
        Path mark = filled(data);
        if (!Files.exists(mark) || !Files.readString(mark).equals(Integer.toString(count))) {
            long begun = System.nanoTime();
            for (String file : List.of("grantway.db", "grantway.db-wal", "grantway.db-shm")) {
                Files.deleteIfExists(data.resolve(file));
            }
            VaultFill.fill(data, StoreConfig.EMBEDDED, count);
            sync(data.resolve("grantway.db"));
            Files.writeString(mark, Integer.toString(count));
            System.out.printf(
                    "%,d accounts filled in %.1f s, %,d bytes each%n",
                    count,
                    (System.nanoTime() - begun) / 1e9,
                    Files.size(data.resolve("grantway.db")) / count);
        }
        try (InputStream file = Files.newInputStream(data.resolve("grantway.db"))) {
            // Into the page cache.
            file.transferTo(OutputStream.nullOutputStream());
        }
        return VaultStore.open(data, StoreConfig.EMBEDDED, InstantSource.system());
    }

    /// Whatever the kernel has still to write would be waited for by those who write now.
    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void measure(Step step, VaultAccounts small, VaultAccounts large) {
        Samples few = new Samples();
        Samples many = new Samples();
        for (int i = -step.samples(); i < step.samples(); i++) {
            long one = step.operation().run(small);
            long other = step.operation().run(large);
            if (i >= 0) {
                few.add(one);
                many.add(other);
            }
        }
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %.1f | %.2f |%n",
                step.name(),
                few.micros(0.5),
                few.micros(0.9),
                many.micros(0.5),
                many.micros(0.9),
                many.micros(0.5) / few.micros(0.5));
    }

    /// One that is not in memory.
    private AccountKey cold() {
        int number = random.nextInt(count);
        store.accounts().forget(VaultFill.id(number));
        return VaultFill.key(number);
    }

    private long find() {
        AccountKey key = cold();
        long begun = System.nanoTime();
        var _ = store.accounts().find(key).orElseThrow();
        return System.nanoTime() - begun;
    }

    private long open() {
        AccountKey key = cold();
        long begun = System.nanoTime();
        var _ = store.token(key);
        return System.nanoTime() - begun;
    }

    private long list() {
        AccountKey key = cold();
        long begun = System.nanoTime();
        int found = store.accounts().of(key.workspace(), key.app(), key.user()).size();
        long nanos = System.nanoTime() - begun;
        require(found, 2);
        return nanos;
    }

    private long page() {
        AccountKey key = cold();
        while (key.user().compareTo(LAST_BEFORE_A_PAGE) > 0) {
            key = cold();
        }
        long begun = System.nanoTime();
        int found =
                store.accounts()
                        .page(
                                key.workspace(),
                                Optional.of(key.app()),
                                Optional.empty(),
                                Optional.of(key),
                                PAGE)
                        .size();
        long nanos = System.nanoTime() - begun;
        require(found, PAGE);
        return nanos;
    }

    private long connect() {
        AccountKey key = unknown();
        long begun = System.nanoTime();
        var _ = store.connect(key, "a new token");
        long nanos = System.nanoTime() - begun;
        require(store.accounts().remove(key).stream().toList().size(), 1);
        return nanos;
    }

    private long connectAgain() {
        AccountKey key = cold();
        long begun = System.nanoTime();
        var _ = store.connect(key, "a new token");
        return System.nanoTime() - begun;
    }

    private long remove() {
        AccountKey key = unknown();
        var _ = store.connect(key, "a new token");
        long begun = System.nanoTime();
        int removed = store.accounts().remove(key).stream().toList().size();
        long nanos = System.nanoTime() - begun;
        require(removed, 1);
        return nanos;
    }

    private AccountKey unknown() {
        return VaultStore.key(
                "user-%08x-new".formatted(random.nextInt() + connected++), VaultStore.DRIVE);
    }

    private static void require(int found, int expected) {
        if (found != expected) {
            throw new IllegalStateException(found + " instead of " + expected);
        }
    }
}
