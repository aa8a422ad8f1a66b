package io.grantway.http.engine;

import io.grantway.http.ForwardFailure.Kind;
import io.grantway.http.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One question to an upstream whether it is well, on a connection of its own: a kept one says
/// nothing about new ones.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Probe implements UpstreamCall, Timed {
    private final Loop loop;
    private final Origin origin;
    private final String path;
    private final Duration limit;
    private final CompletableFuture<Integer> status;
    private final UpstreamPool alone;
    private final long startedAt = System.nanoTime();

    Probe(
            Loop loop,
            Origin origin,
            String path,
            Duration limit,
            CompletableFuture<Integer> status) {
        this.loop = loop;
        this.origin = origin;
        this.path = path;
        this.limit = limit;
        this.status = status;
        this.alone = new UpstreamPool(loop, origin, 1, 1, Duration.ZERO);
    }

    void start() {
        loop.watch(this);
        alone.acquire(this, limit, true);
    }

    @Override
    public void onStream(UpstreamStream stream) {
        HttpHeaders fields = Fields.empty();
        fields.set(HttpHeaderNames.USER_AGENT, "grantway-health");
        fields.set(HttpHeaderNames.ACCEPT, "*/*");
        if (!stream.speaksHttp2()) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        stream.head(HttpMethod.GET, path, origin.authority(), fields, null, true);
        stream.flush();
    }

    @Override
    public void onHead(int found, HttpHeaders fields, boolean last) {
        done();
        status.complete(found);
    }

    @Override
    public void onNoStream(Kind kind, String detail) {
        fail(kind + ": " + detail);
    }

    @Override
    public void onBroken(Kind kind, String detail) {
        fail(kind + ": " + detail);
    }

    @Override
    public void check(long now) {
        if (now - startedAt > limit.toNanos()) {
            fail("no answer in " + limit);
        }
    }

    private void fail(String why) {
        done();
        status.completeExceptionally(new IOException(origin + path + ": " + why));
    }

    private void done() {
        loop.unwatch(this);
        alone.close();
    }

    @Override
    public void onInformational(int interim, HttpHeaders fields) {}

    @Override
    public void onData(ByteBuf data) {
        data.release();
    }

    @Override
    public void onEnd(@Nullable HttpHeaders trailers) {}

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritable() {}
}
