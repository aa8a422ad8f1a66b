package io.grantway.services;

import java.time.Duration;
import java.util.Optional;

/// A call of a service that came to nothing. Its text names the service and, where its own code
/// failed, file and line; nothing secret.
public final class ServiceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// No service has the name.
        UNKNOWN_SERVICE(404),
        /// The input is not what the service takes.
        INPUT(400),
        /// The service threw.
        THREW(500),
        /// A connection that it uses gave no answer, or one of an error.
        CONNECTION(502),
        /// A connection that it uses can make no call now, such as for want of a token.
        UNAVAILABLE(503),
        /// It took longer than it may.
        TIMED_OUT(504),
        /// Too many calls are under way.
        BUSY(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /// For callers over HTTP.
        public int status() {
            return status;
        }
    }

    private final String service;
    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    public ServiceFailure(String service, Reason reason, String text) {
        this(service, reason, text, Optional.empty());
    }

    /// @param retryAfter when it is worth another try
    public ServiceFailure(
            String service, Reason reason, String text, Optional<Duration> retryAfter) {
        super("service \"" + service + "\": " + text, null, false, false);
        this.service = service;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public String service() {
        return service;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Reason reason() {
        return reason;
    }
}
