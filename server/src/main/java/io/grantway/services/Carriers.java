package io.grantway.services;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches that services which compute without a pause do not take every processor thread that
/// virtual threads run on. Java never interrupts a running virtual thread for another; without
/// this, as many endless loops as there are processors would stop every request of the server.
///
/// Where virtual threads wait for a place although services run, it adds places, and takes them
/// back later.
final class Carriers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int MOST_MORE = 64;

    /// Looks without anybody waiting, before a place is taken back.
    private static final int CALM = 50;

    private final VirtualThreadSchedulerMXBean scheduler;
    private final IntSupplier calls;
    private final int usual;
    private final CountDownLatch closed = new CountDownLatch(1);
    private int calm;
    private boolean waited;

    private Carriers(VirtualThreadSchedulerMXBean scheduler, IntSupplier calls) {
        this.scheduler = scheduler;
        this.calls = calls;
        this.usual = scheduler.getParallelism();
    }

    /// @param calls how many are under way
    static Carriers start(IntSupplier calls) {
        Carriers carriers =
                new Carriers(
                        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class),
                        calls);
        Thread.ofPlatform().daemon().name("services-carriers").start(carriers::watch);
        return carriers;
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        int places = scheduler.getParallelism();
        boolean full =
                calls.getAsInt() > 0
                        && scheduler.getQueuedVirtualThreadCount() > 0
                        && scheduler.getMountedVirtualThreadCount() >= places;
        if (full && waited && places < usual + MOST_MORE) {
            scheduler.setParallelism(places + 1);
            calm = 0;
            if (places == usual) {
                LOG.info("virtual threads wait behind services that compute; places are added");
            }
        } else if (full) {
            calm = 0;
        } else if (places > usual && ++calm >= CALM) {
            scheduler.setParallelism(places - 1);
            calm = 0;
        }
        waited = full;
    }

    @Override
    public void close() {
        closed.countDown();
        scheduler.setParallelism(usual);
    }
}
