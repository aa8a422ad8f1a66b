package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Exchange;
import io.grantway.http.Forward;
import io.grantway.http.Forwarding;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// An exchange that remembers what became of it. The test plays the upstream through
/// [#forwarding()].
public final class RecordedExchange implements Exchange {
    private final RequestHead head;
    private final Body body;
    private final CallRecord record = new CallRecord();
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final List<Forward> forwards = new ArrayList<>();
    private @Nullable Forwarding forwarding;

    public RecordedExchange(RequestHead head, Body body) {
        this.head = head;
        this.body = body;
    }

    public RecordedExchange(RequestHead head) {
        this(head, Body.EMPTY);
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
        return CompletableFuture.completedFuture(body);
    }

    @Override
    public void answer(Response response) {
        if (!answer.complete(response)) {
            throw new IllegalStateException("answered twice");
        }
    }

    @Override
    public void forward(Forward forward, Forwarding watcher) {
        forwards.add(forward);
        forwarding = watcher;
    }

    /// What the client was answered, waiting for it where a virtual thread is at work.
    public Response answered() {
        return answer.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    public boolean isAnswered() {
        return answer.isDone();
    }

    public List<Forward> forwards() {
        return forwards;
    }

    public Optional<Forward> lastForward() {
        return forwards.isEmpty() ? Optional.empty() : Optional.of(forwards.getLast());
    }

    /// The watcher of the last forward.
    public Forwarding forwarding() {
        if (forwarding == null) {
            throw new IllegalStateException("nothing was forwarded");
        }
        return forwarding;
    }
}
