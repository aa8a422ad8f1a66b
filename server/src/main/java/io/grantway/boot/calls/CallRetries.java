package io.grantway.boot.calls;

import io.grantway.http.ForwardFailure;
import io.grantway.http.Headers;
import io.grantway.http.RequestHead;
import io.grantway.http.RetryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Whether a call of a provider that failed is made again, and after which pause (RFC 9110 §9.2.2).
final class CallRetries {
    /// Tries beyond the first.
    static final int MOST = 2;

    private static final int PERCENT = 10;
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final int TOO_MANY = 429;

    /// Who is asked to wait longer is told so, and may know better what to do.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final RetryBudget budget = new RetryBudget(PERCENT);
    private final RandomGenerator random;

    CallRetries(RandomGenerator random) {
        this.random = random;
    }

    void called() {
        budget.called();
    }

    /// @param tries made again so far
    Optional<Duration> after(
            RequestHead head, int status, Headers headers, int tries, Instant now) {
        boolean may =
                switch (status) {
                    // Not done, whatever the method.
                    case TOO_MANY -> true;
                    case 502, 503, 504 -> isRepeatable(head);
                    default -> false;
                };
        return may && tries < MOST
                ? pause(tries, Pauses.asked(status, headers, now))
                : Optional.empty();
    }

    Optional<Duration> after(RequestHead head, ForwardFailure.Kind kind, int tries) {
        boolean may =
                switch (kind) {
                    // Refused before anything was sent.
                    case UNREACHABLE, CONNECT_TIMEOUT -> true;
                    case CUT_OFF -> isRepeatable(head);
                    case FORBIDDEN,
                            TLS,
                            POOL_FULL,
                            MALFORMED,
                            FIRST_BYTE_TIMEOUT,
                            TOTAL_TIMEOUT,
                            CLIENT_GONE ->
                            false;
                };
        return may && tries < MOST ? pause(tries, Optional.empty()) : Optional.empty();
    }

    private static boolean isRepeatable(RequestHead head) {
        return IDEMPOTENT.contains(head.method()) || head.headers().contains("Idempotency-Key");
    }

    private Optional<Duration> pause(int tries, Optional<Duration> asked) {
        return budget.pause(tries, asked, LONGEST_PAUSE, random);
    }
}
