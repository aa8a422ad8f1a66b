package io.grantway.boot;

import io.grantway.config.ConfigRejected;
import io.grantway.config.Note;
import io.grantway.store.StoreLook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at everything around a server that may keep it from starting or working: its data
/// directory, configuration, ports, certificates, clock and upstreams. Changes nothing.
public final class Checkup {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final int BUILT = 2026;
    private static final int FAR = 2100;

    private final List<Path> config;
    private final Path data;
    private final Map<String, String> environment;
    private final long startedNanos = System.nanoTime();
    private final long startedMillis = System.currentTimeMillis();
    private @Nullable StoreLook look;
    private @Nullable Configuration read;
    private boolean refused;

    public Checkup(List<Path> config, Path data, Map<String, String> environment) {
        this.config = List.copyOf(config);
        this.data = data;
        this.environment = Map.copyOf(environment);
    }

    /// Every check by its name, to be run in this order.
    public SequencedMap<String, Supplier<List<Finding>>> checks() {
        SequencedMap<String, Supplier<List<Finding>>> checks = new LinkedHashMap<>();
        DataCheck directory = new DataCheck(data);
        checks.put("data", directory::directory);
        checks.put("store", () -> directory.store(store()));
        checks.put("configuration", this::configuration);
        checks.put("ports", () -> with("ports", each -> new PortCheck(holder()).look(each)));
        checks.put("certificates", () -> with("certificates", new CertificateCheck(data)::look));
        checks.put("upstreams", () -> with("upstreams", UpstreamCheck::look));
        checks.put("clock", this::clock);
        return checks;
    }

    private Optional<StoreLook> store() {
        if (look == null && Files.isDirectory(data)) {
            look = StoreLook.at(data);
        }
        return Optional.ofNullable(look);
    }

    private Optional<String> holder() {
        return store().flatMap(StoreLook::holder);
    }

    private Optional<Configuration> read() {
        if (read == null && !refused) {
            try {
                read = ConfigurationFiles.load(config, List.of(), environment).value();
            } catch (ConfigRejected _) {
                // Said by the check of the configuration.
                refused = true;
            }
        }
        return Optional.ofNullable(read);
    }

    private List<Finding> with(String name, Function<Configuration, List<Finding>> check) {
        return read().map(check)
                .orElseGet(() ->
                        List.of(
                                Finding.warn(
                                        name,
                                        "not looked at, since the configuration is refused",
                                        "mend the configuration first")));
    }

    private List<Finding> configuration() {
        try {
            Review review = Review.of(config, environment, false);
            List<Finding> found = new ArrayList<>();
            found.add(Finding.ok("configuration", review.summary()));
            for (Note note : review.warnings()) {
                found.add(
                        Finding.warn(
                                "configuration",
                                note.toString(),
                                "docs/guide/scopes-and-operations.md says what it means"));
            }
            return found;
        } catch (ConfigRejected e) {
            List<Finding> found = new ArrayList<>();
            e.mistakes()
                    .forEach(mistake ->
                            found.add(
                                    Finding.bad(
                                            "configuration",
                                            mistake.toString().strip(),
                                            "grantway check shows the line")));
            return found;
        }
    }

    private List<Finding> clock() {
        Instant now = Instant.now();
        int year = now.atZone(ZoneOffset.UTC).getYear();
        if (year < BUILT || year > FAR) {
            return List.of(
                    Finding.bad("clock", "it says " + now, "set it, and keep it set by NTP"));
        }
        Optional<Instant> newest = store().flatMap(StoreLook::newest);
        if (newest.isPresent() && newest.get().isAfter(now.plus(CLOCKS_DIFFER))) {
            return List.of(
                    Finding.bad(
                            "clock",
                            "it says "
                                    + now
                                    + ", before the newest token of the store, made "
                                    + newest.get(),
                            "set the clock; tokens live too long while it is behind"));
        }
        long wall = System.currentTimeMillis() - startedMillis;
        long steady = (System.nanoTime() - startedNanos) / 1_000_000;
        if (Math.abs(wall - steady) > 1000) {
            return List.of(
                    Finding.warn(
                            "clock",
                            "it was moved by " + (wall - steady) + " ms while these checks ran",
                            "let NTP slew it in place of setting it"));
        }
        return List.of(Finding.ok("clock", "it says " + now));
    }
}
