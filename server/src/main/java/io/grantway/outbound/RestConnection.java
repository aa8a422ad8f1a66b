package io.grantway.outbound;

import io.grantway.http.Circuit;
import io.grantway.http.OriginTls;
import io.grantway.http.OutgoingPool;
import io.grantway.http.PoolSettings;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A connection to an API over HTTP: its pool, its circuit and what it may cost.
final class RestConnection implements Connection {
    private final String name;
    private final RestConfig config;
    private final AddressTemplate address;
    private final Security security;
    private final Surroundings around;
    private final PoolSettings settings;
    private final OutgoingPool pool;
    private final Semaphore places;
    private final Circuit circuit;
    private final Retries retries;
    private final Tally tally;

    /// @param definition by which calls prove themselves; null for none
    /// @param tally of the connection of this name, also from before it was changed
    RestConnection(
            String name,
            RestConfig config,
            @Nullable SecurityDefinitionConfig definition,
            Security security,
            Surroundings around,
            Tally tally) {
        this.name = name;
        this.config = config;
        this.address = AddressTemplate.of(config.url());
        this.security = security;
        this.around = around;
        this.settings = settings(config, definition);
        this.pool = around.pools().open(settings);
        this.places = new Semaphore(config.pool(), true);
        this.circuit =
                new Circuit(
                        config.circuit().failures(),
                        config.circuit().openFor().toNanos(),
                        around.nanoTime());
        this.retries = new Retries(config, around.clock(), around.random());
        this.tally = tally;
    }

    private static PoolSettings settings(
            RestConfig config, @Nullable SecurityDefinitionConfig definition) {
        SecurityDefinitionConfig.Mtls mtls = definition == null ? null : definition.mtls();
        return new PoolSettings(
                config.pool(),
                config.connectTimeout(),
                config.tls().verify(),
                OriginTls.of(
                        Optional.ofNullable(
                                mtls == null ? config.tls().certificate() : mtls.certificate()),
                        Optional.ofNullable(config.tls().certificateAuthorities())),
                Optional.ofNullable(config.proxy()).map(RestConnection::proxy));
    }

    private static PoolSettings.Proxy proxy(RestConfig.ProxyConfig config) {
        int port = config.url().getPort() > 0 ? config.url().getPort() : 80;
        Optional<PoolSettings.User> user =
                config.username() == null || config.password() == null
                        ? Optional.empty()
                        : Optional.of(new PoolSettings.User(config.username(), config.password()));
        return new PoolSettings.Proxy(config.url().getHost(), port, user);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OutboundAnswer call(OutboundRequest request) {
        return new RestCall(this, request).answer();
    }

    @Override
    public Ping ping() {
        return new RestPing(this).ping();
    }

    /// The last calls, the newest first.
    List<PastCall> past() {
        return tally.past();
    }

    /// Lets its connections end with the calls that are under way.
    void retire() {
        pool.retire();
    }

    PoolSettings settings() {
        return settings;
    }

    boolean circuitOpen() {
        return circuit.isOpen();
    }

    String newRequestId() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(around.random().nextLong())
                + hex.toHexDigits(around.random().nextLong());
    }

    /// How long a call may take.
    Duration limit(OutboundRequest request) {
        return request.within()
                .filter(own -> own.compareTo(config.timeout()) < 0)
                .orElse(config.timeout());
    }

    RestConfig config() {
        return config;
    }

    AddressTemplate address() {
        return address;
    }

    Security security() {
        return security;
    }

    Surroundings around() {
        return around;
    }

    OutgoingPool pool() {
        return pool;
    }

    Semaphore places() {
        return places;
    }

    Circuit circuit() {
        return circuit;
    }

    Retries retries() {
        return retries;
    }

    Tally tally() {
        return tally;
    }
}
