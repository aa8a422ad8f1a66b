package io.grantway.boot;

import io.grantway.boot.Snapshot.LiveUpstream;
import io.grantway.boot.calls.AccountCalls;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.upstream.HealthChecks;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.HttpEngine;
import io.grantway.outbound.Connections;
import io.grantway.outbound.ForwardedConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// Opens the upstreams of a snapshot, keeping from the one before what has not changed, so that a
/// reload forgets no open circuit.
final class Upstreams {
    private final HttpEngine engine;
    private final LongSupplier nanoTime;

    private final Executor blocking;
    private final AccountCalls accounts;

    /// @param blocking waits for credentials of connections
    Upstreams(HttpEngine engine, LongSupplier nanoTime, Executor blocking, AccountCalls accounts) {
        this.accounts = accounts;
        this.engine = engine;
        this.nanoTime = nanoTime;
        this.blocking = blocking;
    }

    /// @param connections in force together with it
    LiveUpstream open(
            UUID api,
            String workspace,
            UpstreamConfig config,
            Connections connections,
            Optional<Snapshot> before) {
        String named = config.connection();
        Optional<ForwardedConnection> connection =
                named == null ? Optional.empty() : connections.forwarded(workspace, named);
        LiveUpstream kept = before.map(snapshot -> snapshot.upstreams().get(api)).orElse(null);
        if (kept != null && kept.config().equals(config) && kept.connection().equals(connection)) {
            return kept;
        }
        String provider = config.account();
        if (provider != null) {
            Upstream upstream =
                    accounts.upstream(
                            workspace,
                            Optional.ofNullable(config.app()),
                            provider,
                            Objects.requireNonNullElse(config.user(), AccountCheck.USER));
            return new LiveUpstream(config, connection, upstream, () -> {});
        }
        Upstream upstream =
                connection
                        .map(it -> ConnectionUpstream.of(it, config, nanoTime, blocking))
                        .orElseGet(() ->
                                named == null
                                        ? Upstream.of(config, nanoTime)
                                        : ConnectionUpstream.missing(workspace, named, nanoTime));
        UpstreamConfig.HealthConfig health = config.health();
        if (health == null) {
            return new LiveUpstream(config, connection, upstream, () -> {});
        }
        HealthChecks checks = new HealthChecks(upstream, health, engine::probe);
        return new LiveUpstream(
                config, connection, upstream, engine.schedule(health.every(), checks::round));
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
