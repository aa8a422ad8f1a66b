package io.grantway.http;

/// Answers a request with plain blocking code on a virtual thread.
@FunctionalInterface
public interface Handler {
    /// @throws Problem to stop and answer with it
    Response handle(Request request);
}
