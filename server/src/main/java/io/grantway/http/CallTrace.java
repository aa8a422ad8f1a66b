package io.grantway.http;

/// The trace that a call belongs to, where calls are traced.
public interface CallTrace {
    /// An attempt is about to be sent upstream.
    ///
    /// @param target what it is sent to
    /// @param headers of the request upstream; take the context that the upstream goes on with (W3C
    ///   Trace Context)
    void sending(Origin target, HeaderEdits headers);
}
