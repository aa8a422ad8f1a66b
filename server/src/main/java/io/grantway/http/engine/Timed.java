package io.grantway.http.engine;

/// Something with time limits of its own. Looked at several times a second on its event loop, which
/// costs less than a timer for each limit of each call.
@FunctionalInterface
interface Timed {
    /// @param now of [System#nanoTime]
    void check(long now);
}
