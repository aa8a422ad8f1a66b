package io.grantway.http.engine;

import io.grantway.http.Blocking;
import io.grantway.http.Body;
import io.grantway.http.Forward;
import io.grantway.http.ForwardFailure;
import io.grantway.http.ForwardFailure.Kind;
import io.grantway.http.Forwarding;
import io.grantway.http.TimeLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One attempt to pass a request on: between the client's side and a stream to the upstream, each
/// read only as fast as the other takes.
final class ForwardCall implements UpstreamCall, BodySink {
    /// An upstream that knows nothing of `Expect` sends no 100; the client gets it from us then.
    private static final long CONTINUE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// RFC 9110 §9.2.2
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    private enum State {
        WAITING,
        SENDING,
        RECEIVING,
        DONE
    }

    private final ServerExchange exchange;
    private final Forward forward;
    private final Forwarding watcher;
    private final @Nullable Body fixed;
    private final long startedAt = System.nanoTime();
    private State state = State.WAITING;
    private UpstreamPool.@Nullable Waiting place;
    private @Nullable UpstreamStream stream;
    private @Nullable HttpHeaders switching;
    private @Nullable HeldAnswer held;
    private boolean requestEnded;
    private boolean retried;
    private long lastAt = startedAt;

    ForwardCall(ServerExchange exchange, Forward forward, Forwarding watcher) {
        this.exchange = exchange;
        this.forward = forward;
        this.watcher = watcher;
        Body replacement = forward.body();
        this.fixed = replacement == null ? exchange.collected() : replacement;
    }

    static ForwardFailure goneBefore() {
        return new ForwardFailure(Kind.CLIENT_GONE, false, "the client went away");
    }

    void start() {
        acquire(false);
    }

    private void acquire(boolean fresh) {
        state = State.WAITING;
        place =
                exchange.loop
                        .pool(forward.origin())
                        .acquire(this, forward.limits().connect(), fresh);
    }

    // The request.

    @Override
    public void onStream(UpstreamStream opened) {
        if (state != State.WAITING) {
            opened.cancel();
            return;
        }
        stream = opened;
        state = State.SENDING;
        lastAt = System.nanoTime();
        boolean bodyless = fixed == null ? !exchange.hasBody : fixed.isEmpty();
        HttpHeaders fields;
        try {
            fields = UpstreamRequest.fields(exchange, forward, fixed, opened);
        } catch (IllegalArgumentException e) {
            opened.cancel();
            fail(Kind.MALFORMED, "the request cannot be written: " + e.getMessage());
            return;
        }
        opened.head(
                exchange.method,
                forward.pathAndQuery(),
                UpstreamRequest.authority(exchange, forward),
                fields,
                UpstreamRequest.upgrade(exchange, opened),
                bodyless);
        requestEnded = bodyless;
        Body whole = fixed;
        if (whole != null && !bodyless) {
            opened.data(Unpooled.wrappedBuffer(whole.bytes()));
            bodyEnd(null);
        }
        opened.flush();
        if (whole == null && !bodyless) {
            exchange.body.giveTo(this);
        }
    }

    @Override
    public void bodyData(ByteBuf data) {
        UpstreamStream to = stream;
        lastAt = System.nanoTime();
        if (to == null || state == State.DONE) {
            data.release();
        } else {
            to.data(data);
        }
    }

    @Override
    public void bodyEnd(@Nullable HttpHeaders trailers) {
        UpstreamStream to = stream;
        lastAt = System.nanoTime();
        requestEnded = true;
        if (to != null && state != State.DONE) {
            to.end(trailers == null ? null : Fields.trailers(trailers));
        }
    }

    @Override
    public void bodyFlush() {
        UpstreamStream to = stream;
        if (to != null && state != State.DONE) {
            to.flush();
        }
    }

    @Override
    public boolean wantsBody() {
        UpstreamStream to = stream;
        return to == null || state == State.DONE || to.isWritable();
    }

    @Override
    public void onWritable() {
        if (!requestEnded && state != State.DONE) {
            exchange.body.resume();
        }
    }

    // The response.

    @Override
    public void onInformational(int status, HttpHeaders fields) {
        lastAt = System.nanoTime();
        exchange.passInformational(status, Fields.endToEnd(fields, false));
    }

    @Override
    public void onHead(int status, HttpHeaders fields, boolean last) {
        lastAt = System.nanoTime();
        HttpHeaders out = Fields.endToEnd(fields, false);
        UpstreamStream from = Objects.requireNonNull(stream);
        out.add(Fields.VIA, from.speaksHttp2() ? "2 grantway" : "1.1 grantway");
        if (status == 101) {
            String protocol = fields.get(HttpHeaderNames.UPGRADE);
            if (protocol == null || UpstreamRequest.upgrade(exchange, from) == null) {
                onBroken(Kind.MALFORMED, "101 without having been asked");
                from.cancel();
                return;
            }
            out.set(HttpHeaderNames.UPGRADE, protocol);
            switching = out;
            return;
        }
        if (isReplayable() && (refuses(status, fields) || holds(status, fields, out, last))) {
            return;
        }
        begin(status, fields, out, last);
    }

    /// Passes the head on.
    private void begin(int status, HttpHeaders fields, HttpHeaders out, boolean last) {
        UpstreamStream from = Objects.requireNonNull(stream);
        state = State.RECEIVING;
        try {
            Fields.apply(watcher.onHead(status, new FieldsView(fields)), out);
        } catch (RuntimeException e) {
            from.cancel();
            state = State.DONE;
            exchange.answer(Blocking.failed(exchange, e));
            watcher.onEnd(false);
            return;
        }
        exchange.passHead(status, out, last);
    }

    private boolean refuses(int status, HttpHeaders fields) {
        if (!watcher.refuses(status, new FieldsView(fields))) {
            return false;
        }
        state = State.DONE;
        UpstreamStream refused = stream;
        stream = null;
        if (refused != null) {
            refused.cancel();
        }
        refused(status);
        return true;
    }

    private boolean holds(int status, HttpHeaders fields, HttpHeaders out, boolean last) {
        int most = last ? 0 : watcher.looksAt(status, new FieldsView(fields));
        if (most > 0) {
            held = HeldAnswer.of(status, fields, out, most);
        }
        return most > 0;
    }

    /// Passes on what was held back.
    private void letGo(HeldAnswer answer) {
        held = null;
        begin(answer.status(), answer.fields(), answer.out(), false);
        for (ByteBuf next = answer.next(); next != null; next = answer.next()) {
            onData(next);
        }
    }

    /// The held response is whole.
    ///
    /// @return whether it is refused
    private boolean refuses(HeldAnswer answer) {
        boolean refused;
        try {
            refused =
                    watcher.refuses(
                            answer.status(), new FieldsView(answer.fields()), answer.body());
        } catch (RuntimeException e) {
            dropHeld();
            state = State.DONE;
            exchange.answer(Blocking.failed(exchange, e));
            return true;
        }
        if (refused) {
            dropHeld();
            state = State.DONE;
            // It has ended: there is nothing to cancel.
            stream = null;
            refused(answer.status());
        }
        return refused;
    }

    private void dropHeld() {
        HeldAnswer answer = held;
        held = null;
        if (answer != null) {
            answer.release();
        }
    }

    private void refused(int status) {
        takeBodyBack();
        try {
            watcher.onRefused(status);
        } catch (RuntimeException e) {
            exchange.answer(Blocking.failed(exchange, e));
        }
    }

    @Override
    public void onData(ByteBuf data) {
        lastAt = System.nanoTime();
        HeldAnswer answer = held;
        if (answer != null) {
            if (answer.add(data)) {
                letGo(answer);
            }
            return;
        }
        UpstreamStream from = stream;
        if (state != State.RECEIVING || from == null) {
            data.release();
            return;
        }
        exchange.passData(data);
        if (!exchange.client().isWritable()) {
            from.wantResponse(false);
        }
    }

    /// The client takes more again.
    void clientWritable() {
        UpstreamStream from = stream;
        if (from != null && state == State.RECEIVING) {
            lastAt = System.nanoTime();
            from.wantResponse(true);
        }
    }

    @Override
    public void onReadComplete() {
        if (state == State.RECEIVING || state == State.DONE) {
            exchange.passFlush();
        }
    }

    @Override
    public void onEnd(@Nullable HttpHeaders trailers) {
        HttpHeaders toSwitch = switching;
        if (toSwitch != null) {
            tunnel(toSwitch);
            return;
        }
        HeldAnswer answer = held;
        if (answer != null) {
            if (refuses(answer)) {
                return;
            }
            letGo(answer);
        }
        if (state != State.RECEIVING) {
            return;
        }
        state = State.DONE;
        exchange.body.discard();
        watcher.onEnd(true);
        exchange.passEnd(trailers);
    }

    /// The upstream speaks another protocol from now on.
    private void tunnel(HttpHeaders out) {
        state = State.DONE;
        UpstreamStream from = Objects.requireNonNull(stream);
        Fields.apply(watcher.onHead(101, new FieldsView(out)), out);
        new SwitchedCall(exchange, watcher, forward.limits().idle()).start(out, from.detach());
    }

    // Ends other than the good one.

    @Override
    public void onNoStream(Kind kind, String detail) {
        if (state == State.WAITING) {
            fail(kind, detail);
        }
    }

    @Override
    public void onBroken(Kind kind, String detail) {
        dropHeld();
        switch (state) {
            case SENDING -> {
                UpstreamStream broken = stream;
                boolean stale =
                        kind == Kind.CUT_OFF
                                && broken != null
                                && broken.isReused()
                                && !retried
                                && isReplayable()
                                && IDEMPOTENT.contains(exchange.method.name());
                stream = null;
                if (stale) {
                    // A kept connection that the upstream closed just now: no fault of its.
                    retried = true;
                    takeBodyBack();
                    acquire(true);
                } else {
                    fail(kind, detail);
                }
            }
            case RECEIVING -> {
                state = State.DONE;
                exchange.body.discard();
                watcher.onEnd(false);
                exchange.cutOff();
            }
            case WAITING, DONE -> {}
        }
    }

    private boolean isReplayable() {
        return fixed != null || !exchange.hasBody || !exchange.body.isGiven();
    }

    private void takeBodyBack() {
        if (fixed == null && exchange.hasBody) {
            exchange.body.holdBack();
        }
    }

    private void fail(Kind kind, String detail) {
        state = State.DONE;
        boolean replayable = isReplayable();
        if (replayable) {
            takeBodyBack();
        }
        try {
            watcher.onFailure(new ForwardFailure(kind, replayable, detail));
        } catch (RuntimeException e) {
            exchange.answer(Blocking.failed(exchange, e));
        }
    }

    private void timeOut(Kind kind, String detail) {
        giveUp();
        fail(kind, detail);
    }

    private void giveUp() {
        dropHeld();
        UpstreamPool.Waiting waiting = place;
        if (waiting != null) {
            waiting.giveUp();
        }
        UpstreamStream from = stream;
        if (from != null) {
            stream = null;
            from.cancel();
        }
    }

    /// The request cannot be read to its end; the exchange answers by itself.
    void abandon() {
        if (state != State.DONE) {
            boolean begun = state == State.RECEIVING;
            state = State.DONE;
            giveUp();
            if (begun) {
                watcher.onEnd(false);
            } else {
                watcher.onFailure(goneBefore());
            }
        }
    }

    void clientGone() {
        abandon();
    }

    void check(long now) {
        TimeLimits limits = forward.limits();
        if (state == State.DONE) {
            return;
        }
        if (!limits.total().isZero() && now - startedAt > limits.total().toNanos()) {
            late(Kind.TOTAL_TIMEOUT, "the call took longer than " + limits.total());
        } else {
            switch (state) {
                case WAITING -> {
                    if (now - startedAt > limits.connect().toNanos()) {
                        timeOut(Kind.CONNECT_TIMEOUT, "no connection in " + limits.connect());
                    }
                }
                case SENDING -> checkSending(now, limits);
                case RECEIVING -> {
                    if (now - lastAt > limits.idle().toNanos()) {
                        late(Kind.FIRST_BYTE_TIMEOUT, "nothing moved for " + limits.idle());
                    }
                }
                case DONE -> {}
            }
        }
    }

    private void checkSending(long now, TimeLimits limits) {
        if (requestEnded) {
            if (now - lastAt > limits.firstByte().toNanos()) {
                timeOut(Kind.FIRST_BYTE_TIMEOUT, "no answer in " + limits.firstByte());
            }
            return;
        }
        if (now - lastAt > CONTINUE_NANOS && exchange.waitsForContinue()) {
            exchange.sendContinue();
            lastAt = now;
        } else if (now - lastAt > limits.idle().toNanos()) {
            if (wantsBody()) {
                exchange.onBadBody(BodyCollector.tooSlow());
            } else {
                timeOut(
                        Kind.FIRST_BYTE_TIMEOUT,
                        "the upstream took nothing of the body for " + limits.idle());
            }
        }
    }

    /// A limit passed, before the head or after it.
    private void late(Kind kind, String detail) {
        if (state == State.RECEIVING) {
            UpstreamStream from = stream;
            stream = null;
            if (from != null) {
                from.cancel();
            }
            onBroken(Kind.CUT_OFF, detail);
        } else {
            timeOut(kind, detail);
        }
    }
}
