package io.grantway.analytics.stream;

import io.grantway.analytics.Series;
import io.grantway.analytics.Series.Kind;

/// Events for tests.
final class Events {
    private Events() {}

    static CallEvent call(String id) {
        return new CallEvent(
                1_772_366_400_123L,
                id,
                "GET",
                new Series(
                        Kind.CALLS,
                        "Sample",
                        "events",
                        "list",
                        "phone",
                        "local",
                        "gold",
                        "4xx",
                        "scope_missing"),
                "megan",
                "/event/{id}",
                403,
                0,
                90,
                1_500);
    }
}
