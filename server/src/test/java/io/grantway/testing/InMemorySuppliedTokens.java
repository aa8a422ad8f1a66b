package io.grantway.testing;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.KeptToken;
import io.grantway.supply.SuppliedTokenStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Supplied tokens kept for the length of a test.
public final class InMemorySuppliedTokens implements SuppliedTokenStore {
    private final Map<TokenHash, Kept> rows = new HashMap<>();
    private boolean readable = true;
    private boolean writable = true;
    private int calls;
    private final BlockingQueue<Boolean> extensions = new LinkedBlockingQueue<>();
    private CountDownLatch deletion = new CountDownLatch(1);

    private static final class Kept {
        final Place place;
        long generation;
        @Nullable KeptToken token;
        String owner = "";
        Instant until = Instant.EPOCH;
        boolean started;
        Instant expires;

        Kept(Place place, Instant expires) {
            this.place = place;
            this.expires = expires;
        }
    }

    /// Lets reads and writes fail, or succeed again.
    public synchronized void setWorking(boolean reads, boolean writes) {
        readable = reads;
        writable = writes;
    }

    /// How often it was asked for anything.
    public synchronized int calls() {
        return calls;
    }

    private void reading() {
        calls++;
        if (!readable) {
            throw new StoreUnavailable("no database", new IllegalStateException());
        }
    }

    private void writing() {
        calls++;
        if (!writable) {
            throw new StoreUnavailable("disk full", new IllegalStateException());
        }
    }

    @Override
    public synchronized Optional<Row> find(TokenHash id) {
        reading();
        Kept row = rows.get(id);
        return row == null
                ? Optional.empty()
                : Optional.of(new Row(row.generation, Optional.ofNullable(row.token), row.started));
    }

    @Override
    public synchronized boolean lease(
            Place place, long generation, String owner, Instant now, Instant until) {
        writing();
        Kept row = made(place, now);
        if (row.generation != generation || row.until.isAfter(now)) {
            return false;
        }
        row.owner = owner;
        row.until = until;
        row.started = true;
        Instant kept = now.plusSeconds(86_400);
        row.expires = row.expires.isBefore(kept) ? kept : row.expires;
        return true;
    }

    private Kept made(Place place, Instant now) {
        return rows.computeIfAbsent(place.id(), _ -> new Kept(place, now.plusSeconds(86_400)));
    }

    @Override
    public synchronized boolean extend(TokenHash id, String owner, Instant until) {
        writing();
        Kept row = rows.get(id);
        if (row == null || !row.owner.equals(owner)) {
            return false;
        }
        row.until = until;
        extensions.add(true);
        return true;
    }

    /// Waits until somebody goes on with a lease.
    public void awaitExtension() throws InterruptedException {
        extensions.clear();
        if (extensions.poll(10, TimeUnit.SECONDS) == null) {
            throw new AssertionError("nobody went on with a lease");
        }
    }

    /// As if a node had died after it sent a request for each row.
    public synchronized void leaveUnfinished() {
        rows.values().forEach(row -> row.started = true);
    }

    public synchronized void expectDeletion() {
        deletion = new CountDownLatch(1);
    }

    /// Waits until rows have been taken away.
    public void awaitDeletion() {
        CountDownLatch expected;
        synchronized (this) {
            expected = deletion;
        }
        try {
            if (!expected.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing was deleted");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized boolean save(
            Place place,
            long expected,
            long generation,
            KeptToken token,
            Instant now,
            Instant expires) {
        writing();
        Kept row = made(place, now);
        if (row.generation != expected) {
            return false;
        }
        row.generation = generation;
        row.token = token;
        row.owner = "";
        row.until = Instant.EPOCH;
        row.started = false;
        row.expires = expires;
        rows.values().removeIf(each -> !each.expires.isAfter(now));
        return true;
    }

    @Override
    public synchronized void release(TokenHash id, String owner, boolean ended) {
        writing();
        Kept row = rows.get(id);
        if (row != null && row.owner.equals(owner)) {
            row.owner = "";
            row.until = Instant.EPOCH;
            row.started = row.started && !ended;
        }
    }

    @Override
    public synchronized List<Place> places(Instant now) {
        reading();
        return rows.values().stream()
                .filter(row -> row.expires.isAfter(now))
                .map(row -> row.place)
                .toList();
    }

    @Override
    public synchronized void delete(Collection<TokenHash> ids) {
        writing();
        ids.forEach(rows::remove);
        deletion.countDown();
    }
}
