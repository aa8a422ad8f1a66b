package io.grantway.http;

/// Why a request through an [OutgoingPool] has no answer. Its text is for people, and says nothing
/// secret.
public final class SendFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// The rule does not open an address that an answer named.
        REFUSED,
        /// No such name, nobody listens, or the connection broke.
        UNREACHABLE,
        TIMED_OUT,
        /// The handshake failed, or the certificate is not trusted or another's.
        TLS,
        /// What came is not HTTP.
        MALFORMED,
        /// The body to send could not be read.
        BODY
    }

    /// How far the request came.
    public enum Progress {
        /// Not one byte was sent.
        NOTHING_SENT,
        /// The connection had been kept from before, and was closed without a byte of an answer:
        /// very likely before the request came.
        KEPT_TOO_LONG,
        /// It may have come, and been acted upon.
        MAYBE_SENT
    }

    private final Reason reason;
    private final Progress progress;

    public SendFailure(Reason reason, Progress progress, String text) {
        super(text, null, false, false);
        this.reason = reason;
        this.progress = progress;
    }

    public Reason reason() {
        return reason;
    }

    public Progress progress() {
        return progress;
    }
}
