package io.grantway.http;

import java.net.URI;
import java.util.Optional;

/// A client that keeps connections to one API. Blocks; for virtual threads only. Follows nothing,
/// repeats nothing, keeps no cookies.
public interface OutgoingPool {
    /// Sends a request and reads the head of its answer.
    ///
    /// @throws SendFailure where there is none
    PooledAnswer send(PooledRequest request);

    /// Connects, and sends nothing.
    ///
    /// @param deadlineNanos by [System#nanoTime]
    /// @throws SendFailure where that fails
    Reached reach(URI uri, long deadlineNanos);

    /// Looks the host of an address up; the proxy's, where there is one.
    ///
    /// @return the addresses as text
    /// @throws SendFailure where it has none
    String lookUp(URI uri, long deadlineNanos);

    /// Keeps no connection any more: those that are idle are closed, the others with the calls that
    /// are under way. Calls go on to work.
    void retire();

    /// What [#reach] came to.
    ///
    /// @param address that took the connection
    /// @param tls what was agreed, and until when the certificate of the other side counts; empty
    ///   over plain TCP
    record Reached(String address, Optional<String> tls) {}
}
