package io.grantway.supply;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grantway.supply.TokenStatus.State;
import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One place in the cache: the token that it holds, and the one renewal for all who wait for the
/// next. A good token is read without a lock.
final class TokenCell {
    private final String definition;
    private final Renewal renewal;
    private final Pauses pauses;
    private final Around around;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile @Nullable Fault fault;
    private volatile @Nullable CompletableFuture<Held> flight;
    private long forcedAt;
    private boolean forced;

    /// Why there is none, told to all who ask before it is worth another try.
    ///
    /// @param times in a row
    private record Fault(TokenUnavailable why, long until, int times) {}

    TokenCell(String definition, Renewal renewal, Pauses pauses, Around around) {
        this.definition = definition;
        this.renewal = renewal;
        this.pauses = pauses;
        this.around = around;
    }

    SuppliedToken token() {
        SuppliedToken now = usable(held);
        return now == null ? awaited(held) : now;
    }

    /// The token where one can be had without waiting.
    Optional<SuppliedToken> ready() {
        return Optional.ofNullable(usable(held));
    }

    /// Begins to renew one that is stale.
    private @Nullable SuppliedToken usable(@Nullable Held now) {
        if (now == null) {
            return null;
        }
        long time = around.nanos().getAsLong();
        if (time - now.renewAt() < 0) {
            return now.token();
        }
        if (time - now.usableUntil() < 0) {
            renewLater(now, time);
            return now.token();
        }
        return null;
    }

    private void renewLater(Held now, long time) {
        Fault last = fault;
        if (flight == null && (last == null || time - last.until() >= 0)) {
            var _ = started(now.token().generation(), true);
        }
    }

    private SuppliedToken awaited(@Nullable Held old) {
        Fault last = fault;
        if (last != null && around.nanos().getAsLong() - last.until() < 0) {
            return despite(last.why(), old);
        }
        try {
            return joined(started(old == null ? 0 : old.token().generation(), true));
        } catch (TokenUnavailable e) {
            return despite(e, old);
        }
    }

    /// A token serves until it really expires where no other can be had.
    private SuppliedToken despite(TokenUnavailable why, @Nullable Held old) {
        if (old != null && around.nanos().getAsLong() - old.end() < 0) {
            return old.token();
        }
        throw why;
    }

    /// @see TokenSource#renewed
    SuppliedToken renewed(SuppliedToken refused) {
        long above = refused.generation();
        Held now = held;
        if (now != null && isAfter(now, above)) {
            return now.token();
        }
        Fault last = fault;
        if (last != null && around.nanos().getAsLong() - last.until() < 0) {
            throw last.why();
        }
        SuppliedToken next = joined(started(above, false));
        if (next.generation() <= above) {
            throw tooLately();
        }
        return next;
    }

    private boolean isAfter(Held now, long above) {
        return now.token().generation() > above
                && around.nanos().getAsLong() - now.usableUntil() < 0;
    }

    private TokenUnavailable tooLately() {
        return TokenUnavailable.refusedAgain(definition, around.times().forced());
    }

    /// Waits for a renewal; one who stops waiting does not end it for the others.
    private SuppliedToken joined(CompletableFuture<Held> renewing) {
        try {
            return renewing.get(around.times().patience().toNanos(), NANOSECONDS).token();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TokenUnavailable known ? known : broken(e.getCause());
        } catch (TimeoutException _) {
            throw unavailable("no token came in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("nobody waits for its token any more");
        }
    }

    private TokenUnavailable broken(@Nullable Throwable cause) {
        return unavailable("its token could not be renewed: " + cause);
    }

    private TokenUnavailable unavailable(String text) {
        return new TokenUnavailable(definition, Reason.TRANSIENT, text, Optional.empty());
    }

    /// The renewal under way, or a new one.
    ///
    /// @param due by the clock, not because an API refused the token
    private CompletableFuture<Held> started(long above, boolean due) {
        CompletableFuture<Held> mine = new CompletableFuture<>();
        boolean mayAsk;
        starting.lock();
        try {
            CompletableFuture<Held> under = flight;
            if (under != null) {
                return under;
            }
            Held now = held;
            if (now != null && isAfter(now, above)) {
                return CompletableFuture.completedFuture(now);
            }
            mayAsk = due || mayForce();
            flight = mine;
        } finally {
            starting.unlock();
        }
        try {
            around.executor().execute(() -> fly(mine, above, mayAsk));
        } catch (RejectedExecutionException _) {
            flight = null;
            mine.completeExceptionally(unavailable("this server is stopping"));
        }
        return mine;
    }

    /// Else an API that refuses every token would turn each call into a token request.
    private boolean mayForce() {
        long time = around.nanos().getAsLong();
        if (forced && time - forcedAt < around.times().forced().toNanos()) {
            return false;
        }
        forced = true;
        forcedAt = time;
        return true;
    }

    private void fly(CompletableFuture<Held> mine, long above, boolean mayAsk) {
        try {
            Held next = renewal.renew(above, mayAsk);
            held = next;
            fault = null;
            flight = null;
            mine.complete(next);
        } catch (RuntimeException | Error e) {
            TokenUnavailable why = e instanceof TokenUnavailable known ? known : broken(e);
            if (mayAsk) {
                Fault last = fault;
                int times = last == null ? 1 : Math.min(last.times() + 1, Pauses.MOST);
                Duration pause = pauses.after(why, times);
                fault = new Fault(why, around.nanos().getAsLong() + pause.toNanos(), times);
            }
            flight = null;
            mine.completeExceptionally(why);
        }
    }

    /// How it stands. Asks nobody.
    ///
    /// @param asked scopes
    TokenStatus status(List<String> asked) {
        Held now = held;
        Optional<String> trouble = trouble().map(it -> String.valueOf(it.getMessage()));
        if (now == null) {
            State state = trouble.isPresent() ? State.FAILED : State.NONE;
            return new TokenStatus(
                    state, Optional.empty(), 0, Optional.empty(), asked, Optional.empty(), trouble);
        }
        SuppliedToken token = now.token();
        return new TokenStatus(
                state(now, trouble.isPresent()),
                token.until(),
                token.generation(),
                Optional.of(Definition.fingerprint(token.value())),
                asked,
                token.scopes(),
                trouble);
    }

    private State state(Held held, boolean troubled) {
        long now = around.nanos().getAsLong();
        if (now - held.renewAt() < 0) {
            return State.FRESH;
        }
        if (now - held.usableUntil() < 0) {
            return State.STALE;
        }
        return troubled ? State.FAILED : State.EXPIRED;
    }

    private Optional<TokenUnavailable> trouble() {
        Fault last = fault;
        return last == null ? Optional.empty() : Optional.of(last.why());
    }
}
