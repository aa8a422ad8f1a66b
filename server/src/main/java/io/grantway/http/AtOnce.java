package io.grantway.http;

import java.util.Optional;

/// Answers what needs no waiting, on the event loop: never blocks, and leaves all else to a
/// [Handler], which gets the same request.
@FunctionalInterface
public interface AtOnce {
    AtOnce NEVER = _ -> Optional.empty();

    /// The whole answer; empty where it takes longer.
    Optional<Response> answer(Request request);
}
