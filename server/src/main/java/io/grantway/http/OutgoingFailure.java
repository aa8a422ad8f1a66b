package io.grantway.http;

import java.net.URI;

/// Why a request to outside has no answer. Its text names the host and never more of the address,
/// which may hold secrets.
public final class OutgoingFailure extends RuntimeException {
    /// What went wrong.
    public enum Reason {
        /// The rule does not open this address, or it is none.
        REFUSED,
        /// No such name, nobody listens, or the connection broke.
        UNREACHABLE,
        TIMED_OUT,
        TOO_LARGE,
        /// The handshake failed, or the certificate is not trusted or another's.
        TLS,
        /// What came is not HTTP.
        MALFORMED
    }

    private final Reason reason;

    public OutgoingFailure(Reason reason, URI uri, String why) {
        super(place(uri) + " " + why, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Scheme, host and port.
    static String place(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }
}
