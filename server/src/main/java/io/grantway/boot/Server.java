package io.grantway.boot;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.OrderedIds;
import io.grantway.boot.registry.LiveRegistry;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.config.ConfigWatch;
import io.grantway.config.Loaded;
import io.grantway.config.Secret;
import io.grantway.http.EngineSettings;
import io.grantway.http.HttpEngine;
import io.grantway.store.SqlStore;
import io.grantway.store.StoreConfig;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Grantway.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /// How often the configuration's files are looked at.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> opened;
    private final Listeners listeners;
    private final Reloads reloads;

    private Server(Deque<AutoCloseable> opened, Listeners listeners, Reloads reloads) {
        this.opened = opened;
        this.listeners = listeners;
        this.reloads = reloads;
    }

    /// Starts everything; returns when every listener accepts connections.
    ///
    /// @throws ConfigRejected with every mistake of the configuration; nothing was started
    /// @throws StartRefused saying what the operator can mend; nothing stays running
    public static Server start(StartOptions options) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        // Needs no configuration, and takes as long as reading it.
        CompletableFuture<HttpEngine> engine = CompletableFuture.supplyAsync(Server::engine);
        opened.push(() -> engine.join().close());
        try {
            // Before anything is written, so that a wrong configuration leaves no trace.
            Loaded<Configuration> files =
                    ConfigurationFiles.load(options.config(), List.of(), options.environment());
            return open(options, files, engine, opened);
        } catch (ConfigRejected | StartRefused e) {
            closeAll(opened);
            throw e;
        } catch (RuntimeException e) {
            closeAll(opened);
            throw new StartRefused(String.valueOf(e.getMessage()), e);
        }
    }

    private static HttpEngine engine() {
        return HttpEngine.create(EngineSettings.of(Clock.systemUTC(), new SecureRandom()));
    }

    private static Server open(
            StartOptions options,
            Loaded<Configuration> files,
            CompletableFuture<HttpEngine> engine,
            Deque<AutoCloseable> opened) {
        DataDirectory data = DataDirectory.open(options.data());
        SqlStore store = SqlStore.open(data.path(), store(options, files), Clock.systemUTC());
        opened.push(store);
        long state = store.entities().state();
        AppliedSets sets = new AppliedSets(store.entities());
        List<ConfigText> applied = AppliedSets.texts(sets.all());
        Loaded<Configuration> loaded =
                applied.isEmpty()
                        ? files
                        : ConfigurationFiles.load(options.config(), applied, options.environment());
        Clock clock = Clock.systemUTC();
        OrderedIds ids = new OrderedIds(clock, new SecureRandom());
        AuditTrail trail = new AuditTrail(store.audit(), clock, ids);
        LiveRegistry registry = new LiveRegistry(store.entities(), state, trail, loaded, clock);
        Parts parts = new Parts(options, data, store, registry, trail, ids, engine.join(), opened);
        Reloads reloads = new Reloads(options, registry, sets);
        Listeners listeners = new Listeners(parts, reloads, loaded.value());
        reloads.certificatesTo(listeners::reloadTls);
        ConfigWatch watch = ConfigWatch.start(loaded.sources(), LOOK_EVERY, reloads::reload);
        opened.push(watch);
        reloads.sourcesTo(watch::follow);
        opened.push(data::deleteAddress);
        opened.push(store.announceTo(new OtherNodes(parts, reloads)));
        listeners.adminAddress().ifPresent(data::writeAddress);
        return new Server(opened, listeners, reloads);
    }

    /// The environment's key where the configuration gives none.
    private static StoreConfig store(StartOptions options, Loaded<Configuration> files) {
        StoreConfig store = files.value().server().store();
        String key = options.environment().getOrDefault("GRANTWAY_STORE_KEY", "");
        return store.key() != null || key.isBlank() ? store : store.withKey(Secret.of(key));
    }

    /// The distribution's version, from the jar.
    public static String version() {
        return Optional.ofNullable(Server.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /// The address of a gateway listener as bound; empty where it is off.
    public Optional<URI> gatewayHttps() {
        return listeners.gatewayHttps();
    }

    public Optional<URI> gatewayHttp() {
        return listeners.gatewayHttp();
    }

    public Optional<URI> adminHttps() {
        return listeners.adminHttps();
    }

    public Optional<URI> adminHttp() {
        return listeners.adminHttp();
    }

    /// Reads the configuration again and puts it in force, whole; where it is refused, prints the
    /// report and keeps the old one.
    public void reload() {
        reloads.reload();
    }

    /// Stops accepting, lets calls in flight end within a second and a half, and closes everything
    /// in the reverse of the order it was opened in.
    @Override
    public void close() {
        closeAll(opened);
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("not closed cleanly: {}", e.toString());
            }
        }
    }
}
