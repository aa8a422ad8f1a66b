package io.grantway.http.engine;

import io.grantway.http.Forwarding;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;

/// A call that has become another protocol, such as WebSocket: octets in both directions until
/// either side ends, or nothing moves for too long.
final class SwitchedCall implements Tunnel.Watch, Timed {
    private final ServerExchange exchange;
    private final Forwarding watcher;
    private final Duration idle;
    private long lastAt = System.nanoTime();
    private boolean ended;

    SwitchedCall(ServerExchange exchange, Forwarding watcher, Duration idle) {
        this.exchange = exchange;
        this.watcher = watcher;
        this.idle = idle;
    }

    void start(HttpHeaders out, Channel upstream) {
        exchange.loop.watch(this);
        exchange.switchProtocol(
                out,
                upstream,
                client -> {
                    upstream.pipeline().addLast(new Tunnel(client, this));
                    upstream.pipeline().remove(HttpClientCodec.class);
                },
                this);
    }

    @Override
    public void passed(Tunnel tunnel, int octets) {
        lastAt = System.nanoTime();
        exchange.countTunnelled(octets);
    }

    @Override
    public void closed() {
        if (!ended) {
            ended = true;
            exchange.loop.unwatch(this);
            watcher.onEnd(true);
            exchange.finish();
        }
    }

    @Override
    public void check(long now) {
        if (now - lastAt > idle.toNanos()) {
            exchange.client().cutOff();
            closed();
        }
    }
}
