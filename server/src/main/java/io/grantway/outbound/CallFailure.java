package io.grantway.outbound;

import java.time.Duration;
import java.util.Optional;

/// A call through a connection that came to no answer. Its text is for whoever wrote the service,
/// and says nothing secret.
public final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// The request cannot be made as asked: a value for a `{name}` is missing, a body is too
        /// large. Nothing was sent.
        REQUEST,
        /// No credential can be had: the security definition is dead or its server silent. Nothing
        /// was sent.
        NO_TOKEN,
        /// The circuit of the connection is open. Nothing was sent.
        CIRCUIT_OPEN,
        /// There is no place among the calls at once. Nothing was sent.
        BUSY,
        /// No connection came about, or it broke.
        UNREACHABLE,
        /// It took too long.
        TIMED_OUT,
        /// The certificate or the handshake is not good.
        TLS,
        /// What came is not HTTP, or too large.
        MALFORMED
    }

    private final String connection;
    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    /// @param connection its name
    public CallFailure(String connection, Reason reason, String text) {
        this(connection, reason, text, Optional.empty());
    }

    /// @param retryAfter when it is worth another try
    public CallFailure(
            String connection, Reason reason, String text, Optional<Duration> retryAfter) {
        super("connection \"" + connection + "\": " + text, null, false, false);
        this.connection = connection;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public String connection() {
        return connection;
    }

    public Reason reason() {
        return reason;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
