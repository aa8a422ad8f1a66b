package io.grantway.http.engine;

import io.grantway.http.Blocking;
import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Exchange;
import io.grantway.http.Forward;
import io.grantway.http.Forwarding;
import io.grantway.http.Problem;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One exchange, from a decoded head to the end of its response. Lives on one event loop.
final class ServerExchange implements Exchange {
    private static final int CLIENT_LEFT = 499;

    final Loop loop;
    final HttpMethod method;
    final HttpHeaders fields;
    final RequestBody body;
    final boolean hasBody;
    private final ListenerSite site;
    private final ClientSide client;
    private final RequestHead head;
    private final CallRecord record = new CallRecord();
    private final long startedAt = System.nanoTime();
    private @Nullable BodyCollector collector;
    private @Nullable ForwardCall call;
    private int status;
    private long bytesOut;
    private boolean interimSent;
    private boolean headSent;
    private boolean ended;

    ServerExchange(
            Loop loop,
            ListenerSite site,
            ClientSide client,
            RequestHead head,
            HttpMethod method,
            HttpHeaders fields,
            boolean hasBody) {
        this.loop = loop;
        this.site = site;
        this.client = client;
        this.head = head;
        this.method = method;
        this.fields = fields;
        this.hasBody = hasBody;
        this.body = new RequestBody(client);
    }

    /// Hands it to the listener's handler.
    void begin() {
        ContextInternal previous = loop.context.beginDispatch();
        try {
            long most = site.settings().limits().maxBodyBytes();
            if (most > 0 && announced() > most) {
                throw BodyCollector.tooLarge(most);
            }
            site.handler().handle(this);
        } catch (Throwable e) {
            // Errors too: a client must never stay without an answer.
            answer(Blocking.failed(this, e));
        } finally {
            loop.context.endDispatch(previous);
        }
    }

    private long announced() {
        String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public CallRecord record() {
        return record;
    }

    ClientSide client() {
        return client;
    }

    @Override
    public CompletionStage<Body> body(long limit) {
        CompletableFuture<Body> collected = new CompletableFuture<>();
        loop.run(() -> collect(limit, collected));
        return collected;
    }

    private void collect(long limit, CompletableFuture<Body> collected) {
        if (collector != null) {
            throw new IllegalStateException("the body was asked for before");
        }
        if (ended) {
            collected.completeExceptionally(gone());
            return;
        }
        if (announced() > limit) {
            collected.completeExceptionally(BodyCollector.tooLarge(limit));
            return;
        }
        collector = new BodyCollector(limit, collected);
        if (hasBody && !body.isEnded() && expectsContinue() && body.received() == 0) {
            sendContinue();
        }
        body.giveTo(collector);
    }

    private boolean expectsContinue() {
        return client.takesInterim()
                && fields.containsValue(HttpHeaderNames.EXPECT, "100-continue", true);
    }

    boolean waitsForContinue() {
        return !interimSent && !headSent && expectsContinue() && !body.isEnded();
    }

    void sendContinue() {
        if (!interimSent) {
            interimSent = true;
            client.informational(100, Fields.empty());
        }
    }

    static Problem gone() {
        return Problem.badRequest("client_gone", "the client went away");
    }

    /// The body that was collected, where it was.
    @Nullable Body collected() {
        BodyCollector done = collector;
        return done == null ? null : done.result();
    }

    @Override
    public void answer(Response response) {
        loop.run(() -> {
            try {
                answerNow(response);
            } catch (RuntimeException e) {
                // Such as a field that cannot be written; without an answer the client would hang.
                answerNow(Blocking.failed(this, e));
            }
        });
    }

    private void answerNow(Response response) {
        if (ended || headSent) {
            return;
        }
        body.discard();
        HttpHeaders out = Fields.empty();
        response.headers().forEach((name, value) -> out.add(name, Fields.checkedValue(value)));
        Body content = response.body();
        boolean bodyless = response.status() == 204 || response.status() == 304;
        if (!bodyless) {
            out.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(content.size()));
        }
        boolean sendsBody = !bodyless && !content.isEmpty() && !method.equals(HttpMethod.HEAD);
        passHead(response.status(), out, !sendsBody);
        if (sendsBody) {
            passData(Unpooled.wrappedBuffer(content.bytes()));
        }
        passEnd(null);
        passFlush();
    }

    @Override
    public void forward(Forward forward, Forwarding forwarding) {
        loop.run(() -> {
            if (!ended && !headSent) {
                ForwardCall started = new ForwardCall(this, forward, forwarding);
                call = started;
                try {
                    started.start();
                } catch (RuntimeException e) {
                    answer(Blocking.failed(this, e));
                    started.abandon();
                }
            } else {
                forwarding.onFailure(ForwardCall.goneBefore());
            }
        });
    }

    // What comes back.

    void passInformational(int interim, HttpHeaders out) {
        if (!ended && !headSent && client.takesInterim()) {
            interimSent |= interim == 100;
            client.informational(interim, out);
        }
    }

    void passHead(int newStatus, HttpHeaders out, boolean last) {
        status = newStatus;
        headSent = true;
        out.set(Fields.REQUEST_ID, head.id());
        if (!out.contains(HttpHeaderNames.DATE)) {
            out.set(HttpHeaderNames.DATE, loop.date.now());
        }
        client.head(newStatus, out, last);
    }

    void passData(ByteBuf data) {
        bytesOut += data.readableBytes();
        client.data(data);
    }

    void passEnd(@Nullable HttpHeaders trailers) {
        // Before the client's side goes on, which may begin its next request.
        finish();
        client.end(trailers);
    }

    void passFlush() {
        client.flush();
    }

    void cutOff() {
        if (!ended) {
            finish();
            client.cutOff();
        }
    }

    void switchProtocol(
            HttpHeaders out, Channel upstream, Consumer<Channel> ready, Tunnel.Watch watch) {
        status = 101;
        headSent = true;
        out.set(Fields.REQUEST_ID, head.id());
        client.switchProtocol(out, upstream, ready, watch);
    }

    void countTunnelled(long out) {
        bytesOut += out;
    }

    // What the client's side tells.

    void onData(ByteBuf data) {
        long most = site.settings().limits().maxBodyBytes();
        if (most > 0 && body.received() + data.readableBytes() > most) {
            data.release();
            onBadBody(BodyCollector.tooLarge(most));
            return;
        }
        body.data(data);
    }

    /// The body cannot be read to its end.
    void onBadBody(Problem problem) {
        BodyCollector collecting = collector;
        if (collecting != null && collecting.fail(problem)) {
            return;
        }
        if (headSent) {
            cutOff();
        } else {
            answer(Blocking.failed(this, problem));
        }
        ForwardCall running = call;
        if (running != null) {
            running.abandon();
        }
    }

    void onWritable() {
        ForwardCall running = call;
        if (running != null) {
            running.clientWritable();
        }
    }

    void onGone() {
        if (ended) {
            return;
        }
        if (!headSent) {
            status = CLIENT_LEFT;
            headSent = true;
        }
        BodyCollector collecting = collector;
        if (collecting != null) {
            collecting.fail(gone());
        }
        body.discard();
        ForwardCall running = call;
        if (running != null) {
            running.clientGone();
        }
        finish();
    }

    boolean isEnded() {
        return ended;
    }

    boolean isHeadSent() {
        return headSent;
    }

    void finish() {
        if (!ended) {
            ended = true;
            site.tellEnded(
                    head, record, status, body.received(), bytesOut, System.nanoTime() - startedAt);
        }
    }

    /// Looks at the limits of time.
    void check(long now) {
        long idle = site.settings().limits().idleTimeout().toNanos();
        ForwardCall running = call;
        if (running != null) {
            running.check(now);
        } else if (!ended && !body.isEnded() && body.isWanted() && now - body.lastAt() > idle) {
            onBadBody(BodyCollector.tooSlow());
        }
        BodyCollector collecting = collector;
        if (!ended && collecting != null && now - startedAt > idle) {
            collecting.fail(BodyCollector.tooSlow());
        }
    }
}
