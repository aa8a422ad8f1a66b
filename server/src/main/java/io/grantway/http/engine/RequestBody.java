package io.grantway.http.engine;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The body of a request as it arrives: held back while nobody wants it, then given to one sink.
/// Holds no more than what one read of the socket brings.
final class RequestBody {
    private final ClientSide client;
    private final ArrayDeque<ByteBuf> held = new ArrayDeque<>(0);
    private @Nullable BodySink sink;
    private @Nullable HttpHeaders trailers;
    private boolean ended;
    private boolean given;
    private boolean discarding;
    private long received;
    private long lastAt = System.nanoTime();

    RequestBody(ClientSide client) {
        this.client = client;
    }

    /// Whether all of it has arrived.
    boolean isEnded() {
        return ended;
    }

    /// Whether some of it has been given away, so that it cannot be given again.
    boolean isGiven() {
        return given;
    }

    long received() {
        return received;
    }

    /// When the last of it arrived, of [System#nanoTime].
    long lastAt() {
        return lastAt;
    }

    boolean isWanted() {
        BodySink to = sink;
        return to != null && to.wantsBody();
    }

    void data(ByteBuf data) {
        received += data.readableBytes();
        lastAt = System.nanoTime();
        BodySink to = sink;
        if (discarding) {
            data.release();
        } else if (to == null) {
            held.add(data);
            client.wantBody(false);
        } else {
            given = true;
            to.bodyData(data);
            resume();
        }
    }

    void end(@Nullable HttpHeaders fields) {
        ended = true;
        trailers = fields;
        BodySink to = sink;
        if (to != null) {
            to.bodyEnd(fields);
        }
    }

    void flush() {
        BodySink to = sink;
        if (to != null) {
            to.bodyFlush();
        }
    }

    /// Gives what has come and what comes to a sink.
    void giveTo(BodySink to) {
        sink = to;
        ByteBuf next = held.poll();
        while (next != null) {
            given = true;
            to.bodyData(next);
            next = held.poll();
        }
        if (ended) {
            to.bodyEnd(trailers);
        }
        to.bodyFlush();
        resume();
    }

    /// Holds what comes back again, after a sink that took nothing went away.
    void holdBack() {
        sink = null;
        if (!ended) {
            client.wantBody(false);
        }
    }

    void discard() {
        if (!discarding) {
            discarding = true;
            sink = null;
            held.forEach(ByteBuf::release);
            held.clear();
            if (!ended) {
                client.wantBody(true);
            }
        }
    }

    /// Asks for more where the sink wants it, for no more where it does not.
    void resume() {
        BodySink to = sink;
        if (to != null && !ended) {
            client.wantBody(to.wantsBody());
        }
    }
}
