package io.grantway.boot;

import io.grantway.boot.Snapshot.LiveUpstream;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.upstream.HealthChecks;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.HttpEngine;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Opens the upstreams of a snapshot, keeping from the one before what has not changed, so that a
/// reload forgets no open circuit.
final class Upstreams {
    private final HttpEngine engine;
    private final LongSupplier nanoTime;

    Upstreams(HttpEngine engine, LongSupplier nanoTime) {
        this.engine = engine;
        this.nanoTime = nanoTime;
    }

    LiveUpstream open(UUID api, UpstreamConfig config, Optional<Snapshot> before) {
        LiveUpstream kept = before.map(snapshot -> snapshot.upstreams().get(api)).orElse(null);
        if (kept != null && kept.config().equals(config)) {
            return kept;
        }
        Upstream upstream = Upstream.of(config, nanoTime);
        UpstreamConfig.HealthConfig health = config.health();
        if (health == null) {
            return new LiveUpstream(config, upstream, () -> {});
        }
        HealthChecks checks = new HealthChecks(upstream, health, engine::probe);
        return new LiveUpstream(config, upstream, engine.schedule(health.every(), checks::round));
    }

    /// Ends the health checks of a snapshot that another, which is kept, does not share.
    static void closeUnlessKept(Snapshot dropped, Snapshot kept) {
        dropped.upstreams()
                .forEach((key, upstream) -> {
                    if (!upstream.equals(kept.upstreams().get(key))) {
                        close(upstream);
                    }
                });
    }

    static void close(LiveUpstream upstream) {
        try {
            upstream.checks().close();
        } catch (Exception e) {
            throw new IllegalStateException("a health check cannot be ended", e);
        }
    }
}
