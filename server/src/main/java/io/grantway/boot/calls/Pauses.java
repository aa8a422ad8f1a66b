package io.grantway.boot.calls;

import io.grantway.http.Headers;
import io.grantway.http.HttpTimes;
import io.grantway.vault.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who has to wait because a provider said so: an account after `429`, all of them after `503`.
/// Asking again before that makes providers wait longer, and lock clients out.
final class Pauses {
    /// After this a call is let through to see, whatever the provider said.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int MOST = 10_000;

    /// Seconds that are more than this are a point in time (1 January 2001).
    private static final long POINT_IN_TIME = 978_307_200;

    /// `limit=9, remaining=0, reset=7` and `"default";r=0;t=7`, of drafts of RateLimit Fields.
    private static final Pattern LEFT = Pattern.compile("\\b(?:remaining|r) *= *(\\d{1,9})");

    private static final Pattern RESET = Pattern.compile("\\b(?:reset|t) *= *(\\d{1,9})");

    private final ConcurrentMap<Object, Long> until = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Pauses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// How long a call of the account has to wait yet; empty where it has not.
    Optional<Duration> left(AccountKey account, String origin) {
        if (until.isEmpty()) {
            return Optional.empty();
        }
        return left(account).or(() -> left(origin));
    }

    private Optional<Duration> left(Object whose) {
        Long end = until.get(whose);
        if (end == null) {
            return Optional.empty();
        }
        long nanos = end - nanoTime.getAsLong();
        if (nanos <= 0) {
            until.remove(whose, end);
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(nanos));
    }

    /// Keeps what an answer says of further calls.
    void answered(AccountKey account, String origin, int status, Headers headers, Instant now) {
        if (status == 429 || status == 403) {
            asked(status, headers, now).ifPresent(pause -> wait(account, pause));
        } else if (status == 503) {
            HttpTimes.retryAfter(headers, now).ifPresent(pause -> wait(origin, pause));
        }
    }

    private void wait(Object whose, Duration pause) {
        if (pause.isNegative() || pause.isZero()) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (until.size() >= MOST) {
            until.values().removeIf(end -> end - now <= 0);
        }
        if (until.size() < MOST) {
            Duration kept = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
            until.put(whose, now + kept.toNanos());
        }
    }

    /// How long an answer asks to wait: by `Retry-After`, or by a counter that is at its end. A 403
    /// is only about that where a counter says so.
    static Optional<Duration> asked(int status, Headers headers, Instant now) {
        Optional<Duration> said = HttpTimes.retryAfter(headers, now);
        return said.isPresent() ? said : byCounter(status, headers, now);
    }

    private static Optional<Duration> byCounter(int status, Headers headers, Instant now) {
        for (String prefix : new String[] {"X-RateLimit-", "X-Rate-Limit-", "RateLimit-"}) {
            Optional<Long> left = headers.first(prefix + "Remaining").flatMap(Pauses::number);
            Optional<Long> reset = headers.first(prefix + "Reset").flatMap(Pauses::number);
            if (reset.isPresent() && left.orElse(status == 429 ? 0L : 1L) == 0) {
                return Optional.of(until(reset.get(), now));
            }
        }
        return headers.first("RateLimit")
                .filter(field -> number(LEFT, field).equals(Optional.of(0L)))
                .flatMap(field -> number(RESET, field))
                .map(seconds -> until(seconds, now));
    }

    private static Duration until(long reset, Instant now) {
        if (reset < POINT_IN_TIME) {
            return Duration.ofSeconds(reset);
        }
        Instant then =
                reset > POINT_IN_TIME * 1000
                        ? Instant.ofEpochMilli(reset)
                        : Instant.ofEpochSecond(reset);
        return Duration.between(now, then);
    }

    private static Optional<Long> number(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,13}")
                ? Optional.of(Long.parseLong(digits))
                : Optional.empty();
    }

    private static Optional<Long> number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(Long.parseLong(found.group(1))) : Optional.empty();
    }
}
