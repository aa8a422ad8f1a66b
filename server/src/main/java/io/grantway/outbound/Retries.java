package io.grantway.outbound;

import io.grantway.http.HttpTimes;
import io.grantway.http.RetryBudget;
import io.grantway.http.SendFailure;
import io.grantway.http.SendFailure.Progress;
import io.grantway.http.SendFailure.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Whether a call that failed is made again, and after which pause (RFC 9110 §9.2.2).
final class Retries {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final Set<Integer> IN_PASSING = Set.of(502, 503, 504);
    private static final int TOO_MANY = 429;

    /// Who asks for more is answered to whoever called: it may know better what to do.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final int most;
    private final RetryBudget budget;
    private final InstantSource clock;
    private final RandomGenerator random;

    Retries(RestConfig config, InstantSource clock, RandomGenerator random) {
        this.most = config.retries();
        this.budget = new RetryBudget(config.retryBudget());
        this.clock = clock;
        this.random = random;
    }

    void called() {
        budget.called();
    }

    /// @param tries made so far
    /// @param left of the call's time
    Optional<Duration> after(OutboundRequest request, Received answer, int tries, Duration left) {
        boolean may =
                answer.status() == TOO_MANY
                        ? request.body().replayable()
                        : IN_PASSING.contains(answer.status()) && repeatable(request);
        return may
                ? pause(tries, left, HttpTimes.retryAfter(answer.headers(), clock.instant()))
                : Optional.empty();
    }

    Optional<Duration> after(
            OutboundRequest request, SendFailure failure, int tries, Duration left) {
        boolean passing =
                failure.reason() == Reason.UNREACHABLE
                        || (failure.reason() == Reason.TIMED_OUT
                                && failure.progress() == Progress.NOTHING_SENT);
        if (!passing) {
            return Optional.empty();
        }
        return switch (failure.progress()) {
            case NOTHING_SENT ->
                    request.body().replayable()
                            ? pause(tries, left, Optional.empty())
                            : Optional.empty();
            // A kept connection had ended: at once, on another.
            case KEPT_TOO_LONG ->
                    tries == 1 && repeatable(request)
                            ? Optional.of(Duration.ZERO)
                            : Optional.empty();
            case MAYBE_SENT ->
                    repeatable(request) ? pause(tries, left, Optional.empty()) : Optional.empty();
        };
    }

    private static boolean repeatable(OutboundRequest request) {
        return request.body().replayable()
                && (request.repeatable()
                        || IDEMPOTENT.contains(request.method())
                        || request.headers().contains("Idempotency-Key"));
    }

    private Optional<Duration> pause(int tries, Duration left, Optional<Duration> asked) {
        // Before the call's time is over.
        Duration longest = left.compareTo(LONGEST_PAUSE) <= 0 ? left.minusNanos(1) : LONGEST_PAUSE;
        return tries > most ? Optional.empty() : budget.pause(tries - 1, asked, longest, random);
    }
}
