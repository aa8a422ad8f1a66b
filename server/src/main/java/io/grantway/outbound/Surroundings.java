package io.grantway.outbound;

import io.grantway.http.OutgoingPools;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What connections have around them.
///
/// @param pause waits
/// @param exports where the exports of FHIR connections go, where they name no directory
/// @param nanoTime [System#nanoTime], in which also the pools count
public record Surroundings(
        OutgoingPools pools,
        TokenSources tokens,
        InstantSource clock,
        LongSupplier nanoTime,
        RandomGenerator random,
        Consumer<Duration> pause,
        Path exports) {
    /// Waits, unless the thread is interrupted.
    public static void park(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        long left = pause.toNanos();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }
}
