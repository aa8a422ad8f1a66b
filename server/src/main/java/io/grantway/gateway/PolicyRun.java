package io.grantway.gateway;

import io.grantway.http.Blocking;
import io.grantway.http.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call's way through the policies of its route: stops at an answer, goes on at proceed,
/// resumes where it waited.
final class PolicyRun {
    private final Route route;
    private final Exchange exchange;
    private final Call call;
    private final Runnable after;

    PolicyRun(Route route, Exchange exchange) {
        this.route = route;
        this.exchange = exchange;
        this.call = new Call(exchange, route.action().operations());
        this.after = () -> route.action().destination().take(route, exchange, call);
    }

    /// A call that is put through its policies to see what they say, and goes nowhere.
    ///
    /// @param after what happens once they all let it pass
    static PolicyRun rehearsal(Route route, Exchange exchange, Runnable after) {
        return new PolicyRun(route, exchange, after);
    }

    private PolicyRun(Route route, Exchange exchange, Runnable after) {
        this.route = route;
        this.exchange = exchange;
        this.call = new Call(exchange, route.action().operations()).rehearsed();
        this.after = after;
    }

    void start() {
        exchange.record().underPolicies(route.action().names());
        call.operation().ifPresent(each -> exchange.record().isOperation(each.name()));
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
        exchange.record().passed(policies.size());
        after.run();
    }

    /// @param index of the policy that decided
    private void settle(Decision decision, int index) {
        switch (decision) {
            case Decision.Proceed() -> run(index + 1);
            case Decision.Answer(var response) -> {
                exchange.record().stoppedBy(index);
                exchange.answer(call.withAnswerFields(response));
            }
            case Decision.Wait(var later) -> {
                exchange.record().waitsFor(index);
                later.whenComplete((decided, failure) -> arrived(decided, failure, index));
            }
        }
    }

    private void arrived(Decision decision, @Nullable Throwable failure, int index) {
        if (failure == null) {
            resume(decision, index);
        } else {
            exchange.answer(call.withAnswerFields(Blocking.failed(exchange, failure)));
        }
    }

    private void resume(Decision decision, int index) {
        try {
            settle(decision, index);
        } catch (RuntimeException e) {
            exchange.answer(call.withAnswerFields(Blocking.failed(exchange, e)));
        }
    }
}
