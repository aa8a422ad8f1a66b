package io.grantway.http.engine;

import io.grantway.http.ForwardFailure.Kind;
import io.grantway.http.Origin;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to one origin: the idle ones, the newest first; how many there
/// are; and the calls that wait for one. Both are bounded.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class UpstreamPool implements Timed {
    private final Loop loop;
    private final Origin origin;
    private final int most;
    private final int mostWaiting;
    private final long keepAliveNanos;
    private final ArrayDeque<Http1Upstream> idle = new ArrayDeque<>();
    private final List<Http2Upstream> shared = new ArrayList<>(0);
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Set<UpstreamConnection> all = new HashSet<>();
    private int open;
    private int dialling;
    private boolean closed;

    /// A call that waits for a connection.
    static final class Waiting {
        private final UpstreamCall call;
        private final Duration limit;
        private boolean given;

        private Waiting(UpstreamCall call, Duration limit) {
            this.call = call;
            this.limit = limit;
        }

        /// Waits no longer.
        void giveUp() {
            given = true;
        }
    }

    UpstreamPool(Loop loop, Origin origin, int most, int mostWaiting, Duration keepAlive) {
        this.loop = loop;
        this.origin = origin;
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.keepAliveNanos = keepAlive.toNanos();
        loop.watch(this);
    }

    Origin origin() {
        return origin;
    }

    Loop loop() {
        return loop;
    }

    /// Finds a connection for a call, now or later.
    ///
    /// @param fresh not one that was used before, which the upstream may just have closed
    Waiting acquire(UpstreamCall call, Duration limit, boolean fresh) {
        Waiting place = new Waiting(call, limit);
        UpstreamConnection ready = fresh ? null : usable();
        if (ready != null) {
            place.given = true;
            ready.open(call);
            return place;
        }
        waiting.removeIf(each -> each.given);
        if (open >= most && waiting.size() >= mostWaiting) {
            place.given = true;
            call.onNoStream(
                    Kind.POOL_FULL,
                    "all " + most + " connections are taken and " + waiting.size() + " calls wait");
            return place;
        }
        waiting.add(place);
        dialWhereAllowed();
        return place;
    }

    private @Nullable UpstreamConnection usable() {
        for (Http2Upstream each : shared) {
            if (each.isUsable()) {
                return each;
            }
        }
        Http1Upstream newest = idle.pollFirst();
        while (newest != null && !newest.isUsable()) {
            newest = idle.pollFirst();
        }
        return newest;
    }

    private void dialWhereAllowed() {
        int wanted = origin.http2() ? Math.min(1, waiting.size()) : waiting.size();
        while (!closed && open < most && dialling < wanted) {
            Waiting place = waiting.peekLast();
            if (place == null) {
                return;
            }
            open++;
            dialling++;
            loop.dialer.dial(origin, place.limit, new Dial());
        }
    }

    /// The end of one dial.
    private final class Dial implements Dialer.Outcome {
        @Override
        public void connected(Channel channel, boolean http2) {
            dialling--;
            if (closed) {
                channel.close();
                return;
            }
            if (http2) {
                Http2Upstream connection = Http2Upstream.install(UpstreamPool.this, channel);
                shared.add(connection);
                all.add(connection);
            } else {
                Http1Upstream connection = Http1Upstream.install(UpstreamPool.this, channel);
                idle.addFirst(connection);
                all.add(connection);
            }
            serveWaiting();
        }

        @Override
        public void failed(Kind kind, String detail) {
            dialling--;
            open--;
            Waiting first = nextWaiting();
            if (first != null) {
                first.given = true;
                first.call.onNoStream(kind, detail);
            }
            dialWhereAllowed();
        }
    }

    private @Nullable Waiting nextWaiting() {
        Waiting next = waiting.poll();
        while (next != null && next.given) {
            next = waiting.poll();
        }
        return next;
    }

    private void serveWaiting() {
        while (!waiting.isEmpty()) {
            UpstreamConnection connection = usable();
            if (connection == null) {
                dialWhereAllowed();
                return;
            }
            Waiting next = nextWaiting();
            if (next == null) {
                if (connection instanceof Http1Upstream unused) {
                    idle.addFirst(unused);
                }
                return;
            }
            next.given = true;
            connection.open(next.call);
        }
    }

    /// Takes a connection back after a call.
    void release(Http1Upstream connection) {
        if (closed || keepAliveNanos == 0) {
            connection.close();
            return;
        }
        idle.addFirst(connection);
        if (!waiting.isEmpty()) {
            serveWaiting();
        }
    }

    /// A shared connection can take another call.
    void released() {
        if (!waiting.isEmpty()) {
            serveWaiting();
        }
    }

    void lost(UpstreamConnection connection) {
        open--;
        all.remove(connection);
        if (connection instanceof Http2Upstream http2) {
            shared.remove(http2);
        } else {
            idle.remove(connection);
        }
        if (!waiting.isEmpty()) {
            dialWhereAllowed();
        }
    }

    @Override
    public void check(long now) {
        while (!idle.isEmpty() && now - idle.peekLast().idleSince() > keepAliveNanos) {
            idle.removeLast().close();
        }
        for (Http2Upstream each : List.copyOf(shared)) {
            if (each.isIdle() && now - each.idleSince() > keepAliveNanos) {
                each.close();
            }
        }
    }

    /// Closes all connections, with the calls on them.
    void close() {
        closed = true;
        loop.unwatch(this);
        List.copyOf(all).forEach(UpstreamConnection::close);
    }
}
