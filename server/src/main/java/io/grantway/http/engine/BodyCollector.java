package io.grantway.http.engine;

import io.grantway.http.Body;
import io.grantway.http.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Collects a body within a limit.
final class BodyCollector implements BodySink {
    private final long limit;
    private final CompletableFuture<Body> done;
    private byte[] bytes = new byte[0];
    private int size;
    private boolean finished;
    private @Nullable Body result;

    BodyCollector(long limit, CompletableFuture<Body> done) {
        this.limit = Math.min(limit, Integer.MAX_VALUE - 16);
        this.done = done;
    }

    static Problem tooLarge(long limit) {
        return Problem.of(
                413, "body_too_large", "the body is larger than the " + limit + " bytes allowed");
    }

    static Problem tooSlow() {
        return Problem.of(408, "body_too_slow", "the body of the request did not arrive in time");
    }

    @Override
    public void bodyData(ByteBuf data) {
        try {
            int more = data.readableBytes();
            if (finished) {
                return;
            }
            if (size + (long) more > limit) {
                fail(tooLarge(limit));
                return;
            }
            if (size + more > bytes.length) {
                bytes =
                        Arrays.copyOf(
                                bytes, (int) Math.min(limit, Math.max(size + more, 2L * size)));
            }
            data.readBytes(bytes, size, more);
            size += more;
        } finally {
            data.release();
        }
    }

    @Override
    public void bodyEnd(@Nullable HttpHeaders trailers) {
        if (!finished) {
            finished = true;
            Body body = Body.of(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
            result = body;
            bytes = new byte[0];
            done.complete(body);
        }
    }

    /// @return false when it was done before
    boolean fail(Problem problem) {
        if (finished) {
            return false;
        }
        finished = true;
        bytes = new byte[0];
        done.completeExceptionally(problem);
        return true;
    }

    @Nullable Body result() {
        return result;
    }

    @Override
    public void bodyFlush() {}

    @Override
    public boolean wantsBody() {
        return true;
    }
}
