package io.grantway.http;

/// Why a forwarded request got no response.
///
/// @param replayable no byte of the client's body was lost to this attempt, so that another may be
///   made
/// @param detail for the log
public record ForwardFailure(Kind kind, boolean replayable, String detail) {
    /// What went wrong.
    public enum Kind {
        /// Nobody listens, the name does not resolve, or the network is gone: 502.
        UNREACHABLE,
        /// A foreign origin, at an address that nothing opens: 502.
        FORBIDDEN,
        /// The TLS handshake failed or the certificate is not trusted: 502.
        TLS,
        /// No connection within the limit: 504.
        CONNECT_TIMEOUT,
        /// Every connection is taken and the queue for one is full: 503.
        POOL_FULL,
        /// Connected, but closed before a complete head: 502.
        CUT_OFF,
        /// What came is not HTTP: 502.
        MALFORMED,
        /// No head within the limit: 504.
        FIRST_BYTE_TIMEOUT,
        /// The whole call took too long: 504.
        TOTAL_TIMEOUT,
        /// The client went away first; there is nobody to answer.
        CLIENT_GONE
    }
}
