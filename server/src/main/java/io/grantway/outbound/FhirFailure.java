package io.grantway.outbound;

import java.util.List;

/// A call of a FHIR server that was answered, but not with what was asked for. Its text carries
/// what the server said of it, and neither the parameters nor the credentials of the call.
public final class FhirFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// The call cannot be made as asked. Nothing was sent.
        REQUEST,
        /// The server answered with an error.
        REFUSED,
        /// The answer is not FHIR.
        NOT_FHIR,
        /// A link in the answer leads where this connection does not go.
        LINK,
        /// More pages or rows than the connection allows.
        TOO_MUCH,
        /// The export came to no end.
        EXPORT
    }

    private final String connection;
    private final Reason reason;
    private final int status;
    private final transient List<FhirIssue> issues;
    private final String requestId;

    public FhirFailure(String connection, Reason reason, String text) {
        this(connection, reason, text, 0, List.of(), "");
    }

    /// @param status of the answer; 0 where there is none
    /// @param requestId of the call; empty where there is none
    public FhirFailure(
            String connection,
            Reason reason,
            String text,
            int status,
            List<FhirIssue> issues,
            String requestId) {
        super(
                "connection \""
                        + connection
                        + "\": "
                        + text
                        + (requestId.isEmpty() ? "" : " (request " + requestId + ")"),
                null,
                false,
                false);
        this.connection = connection;
        this.reason = reason;
        this.status = status;
        this.issues = List.copyOf(issues);
        this.requestId = requestId;
    }

    public String connection() {
        return connection;
    }

    public Reason reason() {
        return reason;
    }

    public int status() {
        return status;
    }

    public List<FhirIssue> issues() {
        return issues;
    }

    /// Whether the server said that it may go better later.
    public boolean isTransient() {
        return status == 429
                || status == 502
                || status == 503
                || status == 504
                || issues.stream().anyMatch(issue -> issue.code().equals("transient"));
    }

    public String requestId() {
        return requestId;
    }
}
