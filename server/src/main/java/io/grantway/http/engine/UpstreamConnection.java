package io.grantway.http.engine;

/// A connection to an upstream.
interface UpstreamConnection {
    /// Whether a call can be started on it now.
    boolean isUsable();

    /// Starts a call.
    void open(UpstreamCall call);

    void close();
}
