package io.grantway.services.channel;

import io.grantway.http.Problem;
import io.grantway.services.ServiceFailure;
import java.time.Duration;

/// What a caller over HTTP is told when a service came to nothing. File and line of the service's
/// code are for the log: they would tell a stranger how it is made.
final class FailureAnswers {
    private FailureAnswers() {}

    static Problem of(ServiceFailure failure) {
        String text = String.valueOf(failure.getMessage());
        return (switch (failure.reason()) {
                    case UNKNOWN_SERVICE ->
                            Problem.of(
                                    404,
                                    "service_unknown",
                                    "the service behind this path is not deployed");
                    case INPUT -> Problem.of(422, "service_input", text);
                    case THREW ->
                            Problem.of(
                                    500,
                                    "service_failed",
                                    "the service behind this path failed; the log has it under the"
                                            + " request id");
                    case CONNECTION ->
                            Problem.of(
                                    502,
                                    "service_connection",
                                    "a server that the service behind this path needs gave no good"
                                            + " answer");
                    case UNAVAILABLE ->
                            Problem.of(503, "service_unavailable", text)
                                    .with(
                                            "Retry-After",
                                            Long.toString(
                                                    Math.max(
                                                            1,
                                                            failure.retryAfter()
                                                                    .map(Duration::toSeconds)
                                                                    .orElse(1L))));
                    case TIMED_OUT ->
                            Problem.of(
                                    504,
                                    "service_timeout",
                                    "the service behind this path took too long");
                    case BUSY ->
                            Problem.of(
                                            503,
                                            "service_busy",
                                            "too many calls of the service behind this path are"
                                                    + " under way")
                                    .with("Retry-After", "1");
                })
                .because(text);
    }
}
