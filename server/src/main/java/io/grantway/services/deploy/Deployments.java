package io.grantway.services.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services directory: keeps what is live equal to what lies there. A changed file is taken
/// once it has stood still from one look to the next; where its new version does not go live, the
/// one before goes on.
public final class Deployments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Path directory;
    private final InstantSource clock;
    private final SortedMap<Path, Unit> units = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Look before;
    private @Nullable Common common;
    private Map<Path, Stamp> commonSeen = Map.of();
    private String trouble = "";
    private volatile Map<String, Version> live = Map.of();

    private Deployments(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /// Loads what lies in a directory now, and watches it on a thread of its own.
    public static Deployments open(Path directory, InstantSource clock) {
        Deployments deployments = new Deployments(directory, clock);
        deployments.look();
        Thread.ofPlatform().daemon().name("services-watch").start(deployments::watch);
        return deployments;
    }

    /// The version that has a service now, by the service's name.
    public Map<String, Version> live() {
        return live;
    }

    public Path directory() {
        return directory;
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes what has changed since the look before, and stood still. The very first look takes
    /// everything.
    synchronized void look() {
        try {
            Look now = Look.at(directory);
            Look earlier = before == null ? now : before;
            before = now;
            if (now.common().equals(earlier.common())) {
                take(now, earlier);
            }
            trouble = "";
        } catch (UncheckedIOException | IOException e) {
            if (!trouble.equals(String.valueOf(e.getMessage()))) {
                trouble = String.valueOf(e.getMessage());
                LOG.error("the services directory {} cannot be read: {}", directory, trouble);
            }
        } catch (RuntimeException e) {
            LOG.error("the services directory {} could not be taken; still watching", directory, e);
        }
    }

    private void take(Look now, Look earlier) throws IOException {
        boolean removed = remove(now);
        Map<Unit, Version> fresh = new LinkedHashMap<>();
        boolean some = removed;
        for (Map.Entry<Path, Stamp> file : now.units().entrySet()) {
            Unit unit = units.computeIfAbsent(file.getKey(), Unit::new);
            Object state = List.of(file.getValue(), now.common());
            boolean still = file.getValue().equals(earlier.units().get(file.getKey()));
            if (still && !unit.knows(state)) {
                some = true;
                prepare(unit, state, common(now)).ifPresent(version -> fresh.put(unit, version));
            }
        }
        if (some) {
            settle(fresh);
            if (removed || !fresh.isEmpty()) {
                letInTheCrowdedOut(fresh.keySet());
            }
        }
    }

    private boolean remove(Look now) {
        List<Unit> gone =
                units.values().stream()
                        .filter(unit -> !now.units().containsKey(unit.file()))
                        .toList();
        List<Version> old = new ArrayList<>();
        for (Unit unit : gone) {
            units.remove(unit.file());
            unit.replace(null).ifPresent(old::add);
            LOG.info("{} is gone, and its services with it", unit.name());
        }
        publish();
        old.forEach(Version::retire);
        return !gone.isEmpty();
    }

    /// What all units share, read again when it has changed.
    private Common common(Look now) throws IOException {
        @Nullable Common known = common;
        if (known == null || !now.common().equals(commonSeen)) {
            known = Common.of(directory, now);
            common = known;
            commonSeen = now.common();
        }
        return known;
    }

    /// Makes a version of what a file says now.
    private Optional<Version> prepare(Unit unit, Object state, Common shared) throws IOException {
        byte[] bytes = Files.readAllBytes(unit.file());
        String hash = Hash.of(bytes) + shared.hash();
        if (!unit.begin(state, hash)) {
            return Optional.empty();
        }
        Past past =
                unit.next(
                        shared.hash().isEmpty()
                                ? hash
                                : Hash.of(hash.getBytes(StandardCharsets.UTF_8)),
                        clock.instant());
        try {
            return Optional.of(
                    Loading.load(past, content(unit.name(), bytes, shared), shared.loader()));
        } catch (Refused e) {
            past.refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            past.refused(unit.name() + ": " + e);
        }
        LOG.error("{}", report(unit, past));
        return Optional.empty();
    }

    private static String report(Unit unit, Past past) {
        return unit.name()
                + ", version "
                + past.number()
                + " is refused"
                + unit.live().map(old -> "; version " + old.past().number() + " goes on").orElse("")
                + ":\n"
                + past.error();
    }

    private static Content content(String name, byte[] bytes, Common shared) throws Refused {
        if (name.endsWith(".jar")) {
            return JarFileContent.read(name, bytes);
        }
        Compiler.Compiled compiled =
                Compiler.compile(
                        new Compiler.Source(name, new String(bytes, StandardCharsets.UTF_8)),
                        shared.shared(),
                        shared.classPath());
        return new Content(compiled.classes(), Map.of(), List.copyOf(compiled.own()), false);
    }

    /// Puts the new versions in place, all at once, without those whose services have the name of
    /// another file's.
    private void settle(Map<Unit, Version> fresh) {
        Map<String, Set<Unit>> claims = new HashMap<>();
        for (Unit unit : units.values()) {
            Version next = fresh.get(unit);
            for (String name : next == null ? unit.services() : next.services().keySet()) {
                claims.computeIfAbsent(name, _ -> new HashSet<>()).add(unit);
            }
        }
        List<Version> old = new ArrayList<>();
        fresh.forEach((unit, version) -> {
            Optional<String> crowd = crowd(unit, version, claims);
            if (crowd.isPresent()) {
                unit.crowdedOut(version.past(), crowd.get());
                LOG.error("{}", report(unit, version.past()));
            } else {
                unit.replace(version).ifPresent(old::add);
                LOG.info("{} is live: {}", version, String.join(", ", version.services().keySet()));
            }
        });
        publish();
        old.forEach(Version::retire);
    }

    /// Why a version must stay out: another file has a service of the same name, and this one did
    /// not have it first.
    private static Optional<String> crowd(
            Unit unit, Version version, Map<String, Set<Unit>> claims) {
        for (String name : version.services().keySet()) {
            Set<Unit> others = claims.getOrDefault(name, Set.of());
            if (others.size() > 1 && !unit.services().contains(name)) {
                String files =
                        String.join(" and ", others.stream().map(Unit::name).sorted().toList());
                return Optional.of(
                        unit.name()
                                + ": the service "
                                + name
                                + " is in "
                                + files
                                + "; give one of them another name");
            }
        }
        return Optional.empty();
    }

    /// Has those tried again at the next look that another file was in the way of.
    private void letInTheCrowdedOut(Set<Unit> justTried) {
        units.values().stream()
                .filter(unit -> unit.isCrowdedOut() && !justTried.contains(unit))
                .forEach(Unit::tryAgain);
    }

    private void publish() {
        Map<String, Version> now = new TreeMap<>();
        for (Unit unit : units.values()) {
            unit.live()
                    .ifPresent(version ->
                            version.services().keySet().forEach(name -> now.put(name, version)));
        }
        live = Map.copyOf(now);
    }

    /// Every file with its history, by the file's name.
    public synchronized List<Shown> all() {
        return units.values().stream()
                .map(unit -> new Shown(unit.name(), names(unit), unit.live(), unit.history()))
                .sorted(Comparator.comparing(Shown::file))
                .toList();
    }

    /// A file and its versions.
    ///
    /// @param services those it has, or had last, or is expected to have
    /// @param history the newest first
    public record Shown(
            String file, List<String> services, Optional<Version> live, List<Past> history) {}

    private static List<String> names(Unit unit) {
        if (unit.live().isPresent()) {
            return unit.services().stream().sorted().toList();
        }
        return unit.history().stream()
                .map(Past::services)
                .filter(services -> !services.isEmpty())
                .findFirst()
                .orElse(List.of(unit.name().replaceAll("[.](java|jar)$", "")));
    }

    /// Puts an earlier version of a service's file back, until the file changes.
    ///
    /// @param number of the version; empty for the one before
    /// @return the version that is live now
    /// @throws IllegalArgumentException saying why that cannot be
    public synchronized Past rollback(String service, Optional<Integer> number) {
        Unit unit =
                units.values().stream()
                        .filter(each -> names(each).contains(service))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("there is no service " + service));
        Past past =
                unit.earlier(number)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        unit.name()
                                                + " has no "
                                                + number.map(n -> "version " + n)
                                                        .orElse("earlier version")
                                                + " to go back to"));
        try {
            ClassLoader loader = java.util.Objects.requireNonNull(common).loader();
            Version version = Loading.load(past, past.content().orElseThrow(), loader);
            Optional<Version> replaced = unit.replace(version);
            publish();
            replaced.ifPresent(Version::retire);
            LOG.info("{} is live again", version);
            return past;
        } catch (Refused e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Calls that have passed their deadline and do not end.
    public int stuck() {
        return live.values().stream().distinct().mapToInt(version -> version.stuck().get()).sum();
    }

    /// Stops watching, and withdraws everything.
    @Override
    public synchronized void close() {
        closed.countDown();
        List<Version> old = new ArrayList<>();
        units.values().forEach(unit -> unit.replace(null).ifPresent(old::add));
        live = Map.of();
        old.forEach(Version::retire);
    }
}
