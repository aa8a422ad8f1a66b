package io.grantway.authserver.registration;

import java.util.Locale;

/// Stops a registration. Thrown by whoever finds the reason, rendered by the endpoint.
public final class RegistrationRefusal extends RuntimeException {
    /// The errors of RFC 7591 §3.2.2, and those of what stands before it.
    public enum Reason {
        INVALID_REDIRECT_URI(400),
        INVALID_CLIENT_METADATA(400),
        INVALID_SOFTWARE_STATEMENT(400),
        UNAPPROVED_SOFTWARE_STATEMENT(400),
        INVALID_REQUEST(400),
        /// RFC 6750 §3.1
        INVALID_TOKEN(401),
        TEMPORARILY_UNAVAILABLE(429);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    /// @param description for the sender: the member that is wrong, and what it must be
    public RegistrationRefusal(Reason reason, String description) {
        super(description, null, false, false);
        this.reason = reason;
    }

    static RegistrationRefusal metadata(String name, String what) {
        return new RegistrationRefusal(Reason.INVALID_CLIENT_METADATA, name + " " + what);
    }

    public Reason reason() {
        return reason;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
