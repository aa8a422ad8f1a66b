package io.grantway.http;

/// Told of every exchange when it has ended, on the event loop: access log, metrics. Must not block
/// and must not throw.
@FunctionalInterface
public interface ExchangeObserver {
    /// @param status what the client was sent; 499 when it left before an answer, 0 when nothing
    ///   could be sent
    /// @param bytesIn bytes of the request's body
    /// @param bytesOut bytes of the response's body
    /// @param nanos from the head of the request to the end of the response
    void ended(
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos);
}
