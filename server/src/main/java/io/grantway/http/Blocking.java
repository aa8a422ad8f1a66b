package io.grantway.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bridge from the event loop to plain blocking code: collects the body, runs a [Handler] on a
/// new virtual thread, answers with what it returns or throws. Runs a bounded number at once.
public final class Blocking {
    private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);

    private final Semaphore places;

    /// @param atOnce requests that may be worked on at the same time; more are answered 503
    public Blocking(int atOnce) {
        places = new Semaphore(atOnce);
    }

    /// Answers an exchange with a handler. Returns at once; may be called on the event loop.
    ///
    /// @param bodyLimit in bytes; a larger body is answered 413
    public void answer(Exchange exchange, long bodyLimit, Handler handler) {
        answer(exchange, bodyLimit, AtOnce.NEVER, handler);
    }

    /// The same, where some requests need no thread.
    ///
    /// @param first asked before the handler
    public void answer(Exchange exchange, long bodyLimit, AtOnce first, Handler handler) {
        if (!places.tryAcquire()) {
            Problem full =
                    Problem.of(503, "busy", "too many requests are being worked on; try again")
                            .because("the limit of requests worked on at once is reached")
                            .with("Retry-After", "1");
            exchange.answer(refusal(exchange, full));
            return;
        }
        exchange.body(bodyLimit)
                .whenComplete((body, failure) -> {
                    if (failure == null) {
                        proceed(exchange, new Request(exchange.head(), body), first, handler);
                    } else {
                        places.release();
                        exchange.answer(failed(exchange, failure));
                    }
                });
    }

    private void proceed(Exchange exchange, Request request, AtOnce first, Handler handler) {
        Optional<Response> ready;
        try {
            ready = first.answer(request);
        } catch (RuntimeException e) {
            ready = Optional.of(failed(exchange, e));
        }
        if (ready.isPresent()) {
            places.release();
            exchange.answer(ready.get());
        } else {
            start(exchange, request, handler);
        }
    }

    private void start(Exchange exchange, Request request, Handler handler) {
        Thread.ofVirtual()
                .name("request-" + exchange.head().id())
                .start(() -> {
                    Response response = run(exchange, request, handler);
                    // Before it answers: whoever has the answer may ask the next thing at once.
                    places.release();
                    exchange.answer(response);
                });
    }

    private static Response run(Exchange exchange, Request request, Handler handler) {
        try {
            return handler.handle(request);
        } catch (Throwable e) {
            // Errors too: a request must never stay without an answer.
            return failed(exchange, e);
        }
    }

    /// The response for something thrown while a request was answered: a [Problem] as itself, all
    /// else as 500, with the cause in the log only.
    public static Response failed(Exchange exchange, Throwable thrown) {
        Throwable cause =
                thrown instanceof java.util.concurrent.CompletionException wrapped
                                && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : thrown;
        if (cause instanceof Problem problem) {
            return refusal(exchange, problem);
        }
        LOG.error("request {} failed", exchange.head().id(), cause);
        return refusal(
                exchange,
                Problem.of(
                                500,
                                "internal_error",
                                "something went wrong here; the log has it under the request id")
                        .because(cause.toString()));
    }

    private static Response refusal(Exchange exchange, Problem problem) {
        String text = problem.privateText();
        exchange.record().refused(problem.reason(), text.isEmpty() ? problem.detail() : text);
        return problem.toResponse(exchange.head().id());
    }
}
