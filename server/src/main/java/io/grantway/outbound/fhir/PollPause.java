package io.grantway.outbound.fhir;

import io.grantway.http.HeaderList;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirExportConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// How long to wait before asking a server again: as it says (`Retry-After`, RFC 9110 §10.2.3), but
/// not longer than configured; longer from trouble to trouble.
final class PollPause {
    /// Troubles in a row that are borne.
    static final int TROUBLES = 8;

    private final FhirExportConfig config;
    private final InstantSource clock;

    PollPause(FhirExportConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /// Whether a failure may be another one's next time.
    static boolean passes(CallFailure failure) {
        return switch (failure.reason()) {
            case NO_TOKEN, CIRCUIT_OPEN, BUSY, UNREACHABLE, TIMED_OUT, MALFORMED -> true;
            case REQUEST, TLS -> false;
        };
    }

    Duration after(HeaderList headers, int troubles) {
        return headers.first("Retry-After")
                .flatMap(this::read)
                .map(this::capped)
                .orElseGet(() -> after(troubles));
    }

    Duration after(CallFailure failure, int troubles) {
        return failure.retryAfter().map(this::capped).orElseGet(() -> after(troubles));
    }

    Duration after(int troubles) {
        return capped(config.pollEvery().multipliedBy(1L << Math.min(troubles, TROUBLES)));
    }

    private Duration capped(Duration wished) {
        if (wished.compareTo(config.pollAtMost()) > 0) {
            return config.pollAtMost();
        }
        Duration least = Duration.ofMillis(1);
        return wished.compareTo(least) < 0 ? least : wished;
    }

    private Optional<Duration> read(String text) {
        String value = text.strip();
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant at =
                    DateTimeFormatter.RFC_1123_DATE_TIME
                            .withLocale(Locale.ROOT)
                            .parse(value, Instant::from);
            return Optional.of(Duration.between(clock.instant(), at));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
