package io.grantway.supply;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenRows.Row;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store, and what waits for it while it is down.
final class KeptTokens {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTokens.class);
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 50;

    private final TokenRows store;
    private final TokenSpill spill;
    private final InstantSource clock;
    private final ReentrantLock replaying = new ReentrantLock();
    private final Map<TokenHash, Spilled> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean read;

    KeptTokens(TokenRows store, TokenSpill spill, InstantSource clock) {
        this.store = store;
        this.spill = spill;
        this.clock = clock;
    }

    TokenRows store() {
        return store;
    }

    /// @throws RuntimeException where the store cannot be read
    Row find(TokenHash id) {
        replay();
        return store.find(id).orElse(Row.NONE);
    }

    /// Saves, if need be on this machine only.
    ///
    /// @param must whether it must not be lost
    /// @return whether the row had the generation; also where nobody could say
    boolean save(Spilled next, boolean must) {
        RuntimeException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return saved(next);
            } catch (RuntimeException e) {
                last = e;
                pause(PAUSE_MILLIS << i);
            }
        }
        LOG.warn("a token was not kept, and goes on in memory: {}", String.valueOf(last));
        if (must) {
            spill(next);
        }
        return true;
    }

    private boolean saved(Spilled next) {
        return store.save(
                next.place(),
                next.expected(),
                next.generation(),
                next.token(),
                clock.instant(),
                next.expires());
    }

    private void spill(Spilled next) {
        waiting.put(next.place().id(), next);
        try {
            spill.put(next.place().id(), next.encoded());
        } catch (RuntimeException e) {
            LOG.error("a refresh token is in memory only: {}", e.toString());
        }
    }

    /// Gives the store what it did not take before.
    private void replay() {
        if (read && waiting.isEmpty()) {
            return;
        }
        replaying.lock();
        try {
            if (!read) {
                spill.all().forEach((id, entry) -> waiting.put(id, Spilled.decode(entry)));
                read = true;
            }
            for (Spilled each : Map.copyOf(waiting).values()) {
                // Where the generation has moved on, somebody got on without it.
                var _ = saved(each);
                waiting.remove(each.place().id());
                spill.remove(each.place().id());
            }
        } finally {
            replaying.unlock();
        }
    }

    /// Waits, or not where this server stops.
    void pause(long millis) {
        try {
            var _ = closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    void close() {
        closed.countDown();
    }
}
