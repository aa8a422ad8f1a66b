package io.grantway.http;

/// What is left to do when a call has ended. Called on the event loop: must not block.
@FunctionalInterface
public interface CallEnd {
    /// @param bytes of the bodies of request and response, as far as they came
    void over(long bytes);
}
