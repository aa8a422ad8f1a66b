package io.grantway.service;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection's refusal, or its silence. Its text names the connection and repeats what the other
/// side gave as the problem.
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String connection;
    private final int status;
    private final String problem;
    private final String requestId;
    private final String body;
    private final @Nullable Duration retryAfter;
    private final boolean unavailable;

    /// @param connection its name
    /// @param status 0 where there was no answer
    /// @param problem title and detail of a problem document (RFC 9457), the issues of a FHIR
    ///   `OperationOutcome`, or how the text begins
    /// @param requestId under which the other side was called; empty where it was not
    /// @param body how the answer's body begins; empty for none
    public CallException(
            String connection,
            int status,
            String problem,
            String requestId,
            String body,
            @Nullable Duration retryAfter) {
        this(connection, status, problem, requestId, body, retryAfter, false);
    }

    private CallException(
            String connection,
            int status,
            String problem,
            String requestId,
            String body,
            @Nullable Duration retryAfter,
            boolean unavailable) {
        super(text(connection, status, problem, requestId));
        this.unavailable = unavailable;
        this.connection = connection;
        this.status = status;
        this.problem = problem;
        this.requestId = requestId;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    /// Of a call that was not made.
    ///
    /// @param problem why
    public static CallException unavailable(
            String connection, String problem, @Nullable Duration retryAfter) {
        return new CallException(connection, 0, problem, "", "", retryAfter, true);
    }

    private static String text(String connection, int status, String problem, String requestId) {
        return "connection \""
                + connection
                + "\""
                + (status == 0 ? ": " : " answered " + status + ": ")
                + problem
                + (requestId.isEmpty() ? "" : " (request " + requestId + ")");
    }

    public String connection() {
        return connection;
    }

    /// The status of the answer; 0 where there was none.
    public int status() {
        return status;
    }

    /// Whether the call was not made because none can be made now: no credential can be had, the
    /// API is left alone for a while, or too many calls are under way.
    public boolean isUnavailable() {
        return unavailable;
    }

    public String problem() {
        return problem;
    }

    public String requestId() {
        return requestId;
    }

    /// How the answer's body begins, for those who know its form.
    public String body() {
        return body;
    }

    /// When it is worth another try.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
