package io.grantway.boot;

import io.grantway.config.ConfigRejected;
import io.grantway.config.Loaded;
import io.grantway.config.Sources;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts changed configuration in force: when a file changes, when asked, and when a set is applied.
/// Whole, or not at all.
final class Reloads {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final StartOptions options;
    private final Parts parts;
    private final AppliedSets sets;
    private volatile Consumer<ServerConfig> certificates = _ -> {};
    private volatile Consumer<Sources> watch = _ -> {};

    Reloads(StartOptions options, Parts parts, AppliedSets sets) {
        this.options = options;
        this.parts = parts;
        this.sets = sets;
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
            install(load(sets.all()));
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
        SortedMap<String, String> changed = sets.all();
        if (text.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, text);
        }
        Loaded<Configuration> loaded = load(changed);
        // Kept first: what is acknowledged must be in force after a crash too.
        sets.keep(changed);
        install(loaded);
    }

    private Loaded<Configuration> load(SortedMap<String, String> texts) {
        return ConfigurationFiles.load(
                options.config(), AppliedSets.texts(texts), options.environment());
    }

    private void install(Loaded<Configuration> loaded) {
        watch.accept(loaded.sources());
        noteWhatNeedsARestart(loaded.value());
        certificates.accept(loaded.value().server());
        parts.install(loaded.value());
        LOG.info("the changed configuration is in force");
    }

    private void noteWhatNeedsARestart(Configuration next) {
        Configuration now = parts.snapshot().configuration();
        if (!next.listeners().equals(now.listeners())
                || !next.server().limits().equals(now.server().limits())
                || !next.server().trustedProxies().equals(now.server().trustedProxies())
                || !next.server()
                        .telemetry()
                        .accessLog()
                        .equals(now.server().telemetry().accessLog())
                || !Objects.equals(
                        next.server().telemetry().traces(), now.server().telemetry().traces())) {
            LOG.warn(
                    "changes of listeners, limits, trustedProxies, accessLog and traces take effect"
                            + " at the next start");
        }
    }
}
