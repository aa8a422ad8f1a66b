package io.grantway.boot;

import io.grantway.admin.CatalogOvertaken;
import io.grantway.boot.registry.LiveRegistry;
import io.grantway.config.ConfigRejected;
import io.grantway.config.Loaded;
import io.grantway.config.Sources;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts changed configuration in force: when a file changes, when asked, and when a set is applied.
/// Whole, or not at all.
final class Reloads {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final StartOptions options;
    private final LiveRegistry registry;
    private final AppliedSets sets;
    private volatile SortedMap<String, String> known;
    private volatile Consumer<ServerConfig> certificates = _ -> {};
    private volatile Consumer<Sources> watch = _ -> {};

    Reloads(StartOptions options, LiveRegistry registry, AppliedSets sets) {
        this.options = options;
        this.registry = registry;
        this.sets = sets;
        this.known = sets.all();
        registry.rereadBy(this::elsewhere);
    }

    /// Who serves changed certificates.
    void certificatesTo(Consumer<ServerConfig> server) {
        certificates = server;
    }

    /// Who watches what was read last.
    void sourcesTo(Consumer<Sources> watcher) {
        watch = watcher;
    }

    /// Reads everything again. Where it is refused, prints the report and keeps the configuration
    /// in force.
    synchronized void reload() {
        try {
            SortedMap<String, String> now = sets.all();
            Loaded<Configuration> loaded = load(now);
            // Also where it is refused below: what was read is not to be read again until it
            // changes.
            watch.accept(loaded.sources());
            install(loaded, state -> state);
            known = now;
        } catch (ConfigRejected e) {
            watch.accept(e.sources());
            LOG.error("the changed configuration is refused; the one before stays in force");
            options.out().print(e.report());
            options.out().flush();
        } catch (RuntimeException e) {
            LOG.error("the changed configuration cannot be put in force; the one before stays", e);
        }
    }

    /// Every applied set by its name.
    SortedMap<String, String> applied() {
        return sets.all();
    }

    /// Puts a set in force in place of the one of that name, and keeps it.
    ///
    /// @param text empty to take the set away
    /// @throws ConfigRejected with every mistake of the whole that it would make; nothing is
    ///   changed
    synchronized void apply(String name, String text) {
        while (true) {
            registry.catchUp();
            try {
                SortedMap<String, String> changed = with(name, text);
                Loaded<Configuration> loaded = load(changed);
                install(loaded, state -> sets.keep(state, changed));
                known = changed;
                watch.accept(loaded.sources());
                return;
            } catch (CatalogOvertaken _) {
                // Another node was faster: once more, on what it left.
            }
        }
    }

    /// Puts in force what another node has made or applied.
    void catchUp() {
        try {
            registry.catchUp();
        } catch (ConfigRejected e) {
            LOG.error(
                    "what another node has put in force is refused here, where other files are;"
                            + " what was in force before stays");
            options.out().print(e.report());
            options.out().flush();
        }
    }

    /// The configuration with the sets of now; empty where they are those in force. Called with the
    /// registry locked.
    private Optional<LiveRegistry.Reread> elsewhere() {
        SortedMap<String, String> now = sets.all();
        if (now.equals(known)) {
            return Optional.empty();
        }
        Loaded<Configuration> loaded = load(now);
        return Optional.of(
                new LiveRegistry.Reread(
                        loaded,
                        () -> {
                            certificates.accept(loaded.value().server());
                            watch.accept(loaded.sources());
                            known = now;
                            LOG.info("what another node has applied is in force");
                        }));
    }

    /// What [#apply] would change.
    ///
    /// @throws ConfigRejected with every mistake of the whole that it would make
    List<ObjectNode> rehearse(String name, String text) {
        return registry.difference(load(with(name, text)));
    }

    private SortedMap<String, String> with(String name, String text) {
        SortedMap<String, String> changed = sets.all();
        if (text.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, text);
        }
        return changed;
    }

    private Loaded<Configuration> load(SortedMap<String, String> texts) {
        return ConfigurationFiles.load(
                options.config(), AppliedSets.texts(texts), options.environment());
    }

    private void install(Loaded<Configuration> loaded, LongUnaryOperator keep) {
        Configuration before = registry.union().configuration();
        registry.declare(
                loaded,
                state -> {
                    // A certificate that cannot be read refuses the whole.
                    certificates.accept(loaded.value().server());
                    return keep.applyAsLong(state);
                });
        noteWhatNeedsARestart(before, loaded.value());
        LOG.info("the changed configuration is in force");
    }

    private static void noteWhatNeedsARestart(Configuration now, Configuration next) {
        if (!next.listeners().equals(now.listeners())
                || !next.server().limits().equals(now.server().limits())
                || !next.server().trustedProxies().equals(now.server().trustedProxies())
                || !next.server()
                        .telemetry()
                        .accessLog()
                        .equals(now.server().telemetry().accessLog())
                || !Objects.equals(
                        next.server().telemetry().traces(), now.server().telemetry().traces())
                || !next.server().store().equals(now.server().store())
                || !next.server().analytics().equals(now.server().analytics())
                || !Objects.equals(
                        next.server().outgoing().certificateAuthorities(),
                        now.server().outgoing().certificateAuthorities())) {
            LOG.warn(
                    "changes of listeners, limits, trustedProxies, accessLog, traces, analytics,"
                            + " store and outgoing.certificateAuthorities take effect at the next"
                            + " start");
        }
    }
}
