package io.grantway.http;

import java.util.concurrent.CompletionStage;

/// One request being answered. Handed over on the event loop, which must never block; [#answer] and
/// [#forward] may be called from any thread, one of them once, except that a failed forward may be
/// followed by another or by an answer.
public interface Exchange {
    RequestHead head();

    /// What is known of this call so far.
    CallRecord record();

    /// Collects the body. Completes on the event loop; may be asked once, before [#forward], which
    /// then sends what was collected.
    ///
    /// @param limit in bytes
    /// @return fails with [Problem] 413 `body_too_large` over the limit, 408 `body_too_slow` when
    ///   it does not arrive
    CompletionStage<Body> body(long limit);

    /// Answers with a response made here. Drops the rest of the request's body.
    void answer(Response response);

    /// Passes the request on, streaming both ways with back-pressure, and the upstream's response
    /// back.
    void forward(Forward forward, Forwarding forwarding);
}
