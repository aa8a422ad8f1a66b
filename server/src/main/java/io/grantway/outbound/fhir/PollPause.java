package io.grantway.outbound.fhir;

import io.grantway.http.HeaderList;
import io.grantway.http.HttpTimes;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirExportConfig;
import java.time.Duration;
import java.time.InstantSource;

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
        return HttpTimes.retryAfter(headers, clock.instant())
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
}
