package io.grantway.bench;

import io.grantway.config.Secret;
import io.grantway.store.KeyRotation;
import io.grantway.store.PostgresqlConfig;
import io.grantway.store.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A rotation of the data keys while accounts are opened and changed as fast as they go: how long
/// it takes, what it costs the callers, and whether any of their calls fails.
final class VaultKeys {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// How long a node must have known of a new key before the old one goes.
    private static final Duration GRACE = Duration.ofSeconds(61);

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final int MOST_PASSES = 50;

    private VaultKeys() {}

    /// The time, which can be put forward.
    private static final class Forwarded implements InstantSource {
        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }
    }

    /// @param arguments how many accounts (default 100,000), and the JDBC URL of an empty
    ///   PostgreSQL database of the user `postgres` without a password (default: a file)
    static void run(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        Path work = Files.createDirectories(Path.of("bench/target").toAbsolutePath());
        Path data = Files.createTempDirectory(work, "vault-keys");
        StoreConfig config =
                new StoreConfig(
                        arguments.length > 1 ? postgresql(arguments[1]) : null, Secret.of(KEY));
        long begun = System.nanoTime();
        VaultFill.fill(data, config, count);
        System.out.printf("%,d accounts filled in %.1f s%n", count, seconds(begun));
        Forwarded clock = new Forwarded();
        try (VaultStore store = VaultStore.open(data, config, clock);
                VaultLoad load = new VaultLoad(store, count, clock)) {
            LockSupport.parkNanos(WARM_UP.toNanos());
            load.next("before");
            LockSupport.parkNanos(BEFORE.toNanos());
            rotate(store.sql().keyRotation(), clock, load);
            load.next("after");
            LockSupport.parkNanos(BEFORE.toNanos());
            load.end();
            load.report();
            System.out.printf("accounts that do not open now: %d%n", load.lost());
        }
    }

    private static PostgresqlConfig postgresql(String url) {
        return new PostgresqlConfig(
                url, null, 5432, "-", "postgres", null, 10, PostgresqlConfig.Tls.OFF, null);
    }

    private static void rotate(KeyRotation rotation, Forwarded clock, VaultLoad load) {
        load.next("while it rotates");
        long begun = System.nanoTime();
        rotation.rotateDataKeys();
        rotation.proceed();
        System.out.printf(
                "sealed again in %.1f s; left behind: %s%n", seconds(begun), left(rotation));
        load.next("until the old key is gone");
        clock.by = GRACE;
        begun = System.nanoTime();
        int passes = 0;
        while (rotation.status().dataKeys().stream().anyMatch(KeyRotation.DataKey::rotating)) {
            if (++passes > MOST_PASSES) {
                throw new IllegalStateException("it comes to no end; left: " + left(rotation));
            }
            rotation.proceed();
        }
        System.out.printf(
                "the old key gone after %d more passes, %.1f s%n", passes, seconds(begun));
    }

    private static List<Long> left(KeyRotation rotation) {
        return rotation.status().dataKeys().stream().map(KeyRotation.DataKey::left).toList();
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
