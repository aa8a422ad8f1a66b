package io.grantway.gateway;

import io.grantway.http.Blocking;
import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Exchange;
import io.grantway.http.Forward;
import io.grantway.http.Forwarding;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A call that is not made: put through the policies of its route to see what they say of it.
public final class Rehearsal implements Exchange {
    /// Of a call that every policy would let pass.
    public static final int PASSES = 0;

    private final RequestHead head;
    private final CallRecord record = new CallRecord();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private Rehearsal(RequestHead head) {
        this.head = head;
    }

    /// What came of it.
    ///
    /// @param status that would be answered; [#PASSES] where the call would be forwarded
    public record Outcome(CallRecord record, int status) {}

    /// Blocks until the policies have decided; call it on a virtual thread.
    public static Outcome of(Route route, RequestHead head) {
        Rehearsal rehearsal = new Rehearsal(head);
        rehearsal.record.matched(route.workspace(), route.api(), route.name());
        rehearsal.record.onPath(route.match().path().text());
        try {
            PolicyRun.rehearsal(route, rehearsal, () -> rehearsal.status.complete(PASSES)).start();
        } catch (RuntimeException e) {
            rehearsal.answer(Blocking.failed(rehearsal, e));
        }
        return new Outcome(rehearsal.record, rehearsal.status.join());
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public CallRecord record() {
        return record;
    }

    @Override
    public CompletionStage<Body> body(long limit) {
        return CompletableFuture.completedFuture(Body.EMPTY);
    }

    @Override
    public void answer(Response response) {
        status.complete(response.status());
    }

    @Override
    public void forward(Forward forward, Forwarding forwarding) {
        throw new IllegalStateException("a rehearsed call goes nowhere");
    }
}
