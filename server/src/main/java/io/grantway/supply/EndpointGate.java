package io.grantway.supply;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grantway.supply.TokenAnswer.Given;
import io.grantway.supply.TokenAnswer.Refused;
import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Holds the requests of all definitions to one token endpoint apart: so many at once, and none for
/// a while where it has failed several times in a row.
final class EndpointGate {
    private static final int FAILURES = 5;

    private final Semaphore free;
    private final LongSupplier nanos;
    private final Pauses pauses;
    private int failures;
    private long closedUntil;
    private boolean closed;

    EndpointGate(int atOnce, LongSupplier nanos, Pauses pauses) {
        this.free = new Semaphore(atOnce, true);
        this.nanos = nanos;
        this.pauses = pauses;
    }

    /// Makes a request when it is its turn.
    ///
    /// @param patience how long it may wait for that
    TokenAnswer pass(Duration patience, Supplier<TokenAnswer> request) {
        Optional<Duration> wait = closedFor();
        if (wait.isPresent()) {
            return refused(
                    "the token endpoint has failed several times in a row and is left alone for a"
                            + " moment",
                    wait);
        }
        if (!entered(patience)) {
            return refused("too many token requests wait for the token endpoint", Optional.empty());
        }
        try {
            TokenAnswer answer = request.get();
            note(answer);
            return answer;
        } finally {
            free.release();
        }
    }

    private boolean entered(Duration patience) {
        try {
            return free.tryAcquire(patience.toNanos(), NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Refused refused(String text, Optional<Duration> wait) {
        return new Refused(Reason.TRANSIENT, text, Optional.empty(), wait, 0, true);
    }

    /// When the pause is over, one failure more begins the next.
    private synchronized Optional<Duration> closedFor() {
        long left = closed ? closedUntil - nanos.getAsLong() : 0;
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    private synchronized void note(TokenAnswer answer) {
        switch (answer) {
            case Given _ -> open();
            // A device code that waits for its user (RFC 8628 §3.5) is no failure of the endpoint.
            case Refused refused
                    when (refused.reason() == Reason.TRANSIENT) && (refused.status() != 400) -> {
                failures = Math.min(failures + 1, FAILURES + Pauses.MOST);
                if (failures >= FAILURES || refused.status() == 429) {
                    close(refused);
                }
            }
            case Refused _ -> open();
        }
    }

    private void open() {
        failures = 0;
        closed = false;
    }

    private void close(Refused refused) {
        TokenUnavailable why =
                new TokenUnavailable("", refused.reason(), refused.text(), refused.retryAfter());
        Duration pause = pauses.after(why, Math.max(1, failures - FAILURES + 1));
        closed = true;
        closedUntil = nanos.getAsLong() + pause.toNanos();
    }
}
