package io.grantway.gateway;

import io.grantway.http.Exchange;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call's way through the policies of its route: stops at an answer, goes on at proceed,
/// resumes where it waited.
final class PolicyRun {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyRun.class);

    private final Route route;
    private final Exchange exchange;
    private final Call call;

    PolicyRun(Route route, Exchange exchange) {
        this.route = route;
        this.exchange = exchange;
        this.call = new Call(exchange);
    }

    void start() {
        run(0);
    }

    private void run(int first) {
        List<Policy> policies = route.action().policies();
        for (int i = first; i < policies.size(); i++) {
            Decision decision = policies.get(i).decide(call);
            if (!(decision instanceof Decision.Proceed)) {
                settle(decision, i);
                return;
            }
        }
        new Attempt(route, exchange, call).start();
    }

    /// @param index of the policy that decided
    private void settle(Decision decision, int index) {
        switch (decision) {
            case Decision.Proceed() -> run(index + 1);
            case Decision.Answer(var response) -> exchange.answer(response);
            case Decision.Wait(var later) ->
                    later.whenComplete((decided, failure) -> {
                        if (failure == null) {
                            resume(decided, index);
                        } else {
                            exchange.answer(failed(failure));
                        }
                    });
        }
    }

    private void resume(Decision decision, int index) {
        try {
            settle(decision, index);
        } catch (RuntimeException e) {
            exchange.answer(failed(e));
        }
    }

    private Response failed(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof java.util.concurrent.CompletionException
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            exchange.record()
                    .refused(
                            problem.reason(),
                            problem.privateText().isEmpty()
                                    ? problem.detail()
                                    : problem.privateText());
            return problem.toResponse(exchange.head().id());
        }
        LOG.error("a policy of {} failed on request {}", route.name(), exchange.head().id(), cause);
        exchange.record()
                .refused("internal_error", "a policy threw " + cause.getClass().getSimpleName());
        return Problem.of(
                        500,
                        "internal_error",
                        "something went wrong here; the log has it under this request id")
                .toResponse(exchange.head().id());
    }
}
