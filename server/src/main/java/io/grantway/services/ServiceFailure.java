package io.grantway.services;

/// A call of a service that came to nothing. Its text names the service and, where its own code
/// failed, file and line; nothing secret.
public final class ServiceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// No service has the name.
        UNKNOWN_SERVICE,
        /// The input is not what the service takes.
        INPUT,
        /// The service threw.
        THREW,
        /// A connection that it uses gave no answer, or one of an error.
        CONNECTION,
        /// It took longer than it may.
        TIMED_OUT,
        /// Too many calls are under way.
        BUSY
    }

    private final String service;
    private final Reason reason;

    public ServiceFailure(String service, Reason reason, String text) {
        super("service \"" + service + "\": " + text, null, false, false);
        this.service = service;
        this.reason = reason;
    }

    public String service() {
        return service;
    }

    public Reason reason() {
        return reason;
    }
}
