package io.grantway.vault;

import io.grantway.vault.AccountDeadlines.Due;
import io.grantway.vault.AccountDeadlines.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uses refresh tokens before they end for want of use, and tells of grants that end soon. Each
/// account is looked after by one node at a time.
public final class KeepAlive {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);
    private static final int BATCH = 100;
    private static final int AT_ONCE = 8;
    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final Duration LATEST = Duration.ofDays(1);

    private final AccountDeadlines deadlines;
    private final Accounts accounts;
    private final VaultEvent.Sink events;
    private final InstantSource clock;
    private final Executor executor;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicBoolean running = new AtomicBoolean();

    public KeepAlive(
            AccountDeadlines deadlines,
            Accounts accounts,
            VaultEvent.Sink events,
            InstantSource clock,
            Executor executor) {
        this.deadlines = deadlines;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
        this.executor = executor;
    }

    /// Does what is due, unless it is being done. Blocks.
    public void run() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            warn();
            renew();
        } finally {
            running.set(false);
        }
    }

    private void warn() {
        List<Ending> some;
        do {
            some = deadlines.ending(clock.instant(), BATCH);
            for (Ending each : some) {
                if (deadlines.told(each)) {
                    events.happened(endsSoon(each));
                }
            }
        } while (some.size() == BATCH);
    }

    private VaultEvent endsSoon(Ending ending) {
        return new VaultEvent(
                clock.instant(),
                VaultEvent.Kind.ENDS_SOON,
                ending.key(),
                "ok",
                OptionalInt.empty(),
                0,
                0,
                Optional.empty(),
                "it ends at " + ending.ends(),
                Optional.empty());
    }

    private void renew() {
        List<Due> some;
        do {
            some = deadlines.due(clock.instant(), BATCH);
            List<CompletableFuture<Void>> under = new ArrayList<>();
            for (Due each : some) {
                under.add(CompletableFuture.runAsync(() -> renewed(each), executor));
            }
            under.forEach(CompletableFuture::join);
        } while (some.size() == BATCH);
    }

    private void renewed(Due due) {
        free.acquireUninterruptibly();
        try {
            Instant next = next(due);
            if (deadlines.take(due, next)) {
                renew(new Due(due.id(), due.key(), next, due.lapses()));
            }
        } catch (AccountUnavailable e) {
            LOG.debug("an account was not renewed: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("an account was not renewed", e);
        } finally {
            free.release();
        }
    }

    /// When it is tried again where it does not help, several times before the end.
    private Instant next(Due due) {
        Instant now = clock.instant();
        Duration quarter = Duration.between(now, due.lapses()).dividedBy(4);
        if (quarter.compareTo(LATEST) > 0 || quarter.isNegative()) {
            quarter = LATEST;
        }
        return now.plus(quarter.compareTo(SOONEST) < 0 ? SOONEST : quarter);
    }

    private void renew(Due taken) {
        Optional<LiveAccount> found = accounts.find(taken.key());
        if (found.isEmpty() || !found.get().account().id().equals(taken.id())) {
            return;
        }
        Credential credential = found.get().credential();
        // Where that got a new token, its deadline has moved.
        if (credential instanceof Credential.Token && deadlines.take(taken, taken.due())) {
            var _ = found.get().another(credential);
        }
    }
}
