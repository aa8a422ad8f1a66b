package io.grantway.boot;

/// The server cannot start, for a reason that the operator can mend: a taken port, a store in use,
/// a certificate that cannot be read.
public final class StartRefused extends RuntimeException {
    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
