package io.grantway.bench.micro;

import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Exchange;
import io.grantway.http.Forward;
import io.grantway.http.Forwarding;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// An exchange whose forward goes nowhere: what is measured ends where the engine begins.
final class UnsentExchange implements Exchange {
    private final RequestHead head;
    private final CallRecord record = new CallRecord();
    private @Nullable Forward forwarded;

    UnsentExchange(RequestHead head) {
        this.head = head;
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
        throw new IllegalStateException("refused with " + response.status());
    }

    @Override
    public void forward(Forward forward, Forwarding watcher) {
        forwarded = forward;
    }

    /// What would be sent.
    Forward forwarded() {
        if (forwarded == null) {
            throw new IllegalStateException("nothing was forwarded");
        }
        return forwarded;
    }
}
