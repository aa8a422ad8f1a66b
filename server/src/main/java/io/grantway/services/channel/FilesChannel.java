package io.grantway.services.channel;

import io.grantway.services.FileJournal;
import io.grantway.services.FileJournal.Entry;
import io.grantway.services.FilesChannelConfig;
import io.grantway.services.FilesChannelConfig.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a service for each file of a directory. A file is taken by a rename, which of several
/// nodes one wins, and goes to the archive or to the rejected ones, once.
public final class FilesChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(FilesChannel.class);
    private static final Duration NOT_NOW = Duration.ofSeconds(5);

    /// A file as it was when it was looked at, and since when it has been so.
    private record Seen(long size, Instant modified, Instant since) {
        boolean same(Seen other) {
            return size == other.size && modified.equals(other.modified);
        }
    }

    private final ChannelRuns runs;
    private final FilesChannelConfig config;
    private final FileJournal journal;
    private final String node;
    private final Supplier<UUID> ids;
    private final Set<UUID> inHand;
    private final WorkPlace place;
    private final FileWork work;
    private final PathMatcher pattern;
    private final Semaphore workers;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final Beat beat;
    private Map<Path, Seen> seen = new HashMap<>();
    private volatile boolean recovered;
    private volatile boolean givenUp;
    private volatile Instant notBefore = Instant.MIN;

    /// @param inHand files that this process works on, of all channels: one that was changed may
    ///   still hold some that the next one must not touch
    FilesChannel(
            ChannelRuns runs,
            FilesChannelConfig config,
            FileJournal journal,
            String node,
            Supplier<UUID> ids,
            Set<UUID> inHand) {
        this.runs = runs;
        this.config = config;
        this.journal = journal;
        this.node = node;
        this.ids = ids;
        this.inHand = inHand;
        this.place = new WorkPlace(config, runs.key(), node);
        this.work = new FileWork(runs, config, journal, place, node, () -> givenUp);
        this.pattern = FileSystems.getDefault().getPathMatcher("glob:" + config.pattern());
        this.workers = new Semaphore(config.workers());
        this.beat = new Beat("channel " + runs.key(), this::step);
    }

    @Override
    public ChannelRuns runs() {
        return runs;
    }

    @Override
    public void open() {
        beat.start();
    }

    /// What still runs after the grace is interrupted, and given back.
    @Override
    public void close(Duration grace) {
        beat.stop(grace);
        try {
            if (!ended(grace)) {
                givenUp = true;
                working.forEach(Thread::interrupt);
                var _ = ended(Duration.ofSeconds(1));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        boolean ended = true;
        for (Thread each : working) {
            ended &= each.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return ended;
    }

    /// Looks at the directory once, and begins with what is ready.
    ///
    /// @return how long to wait before the next look
    Duration step() {
        Instant now = runs.clock().instant();
        if (runs.isPaused() || now.isBefore(notBefore)) {
            return config.every();
        }
        try {
            if (!recovered) {
                recovered = true;
                recover();
            }
            List<Path> ready = ready(now);
            runs.lags(ready.size());
            for (Path file : ready) {
                if (beat.isStopped() || !take(file)) {
                    break;
                }
            }
        } catch (IOException e) {
            later();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            later();
            throw e;
        }
        return config.every();
    }

    /// Goes on with what a process has left that had this node's name.
    private void recover() throws IOException {
        place.open();
        Map<UUID, Entry> rows =
                journal.of(runs.key(), node).stream()
                        .collect(Collectors.toMap(Entry::id, Function.identity()));
        Map<UUID, Path> taken = place.taken();
        for (Map.Entry<UUID, Path> each : taken.entrySet()) {
            UUID id = each.getKey();
            Optional<Entry> row = Optional.ofNullable(rows.get(id));
            if (!beat.isStopped() && inHand.add(id)) {
                workers.acquireUninterruptibly();
                begin(
                        id,
                        each.getValue(),
                        file ->
                                row.isPresent()
                                        ? work.resume(row.get(), file)
                                        : work.run(id, file));
            }
        }
        // Their files were moved already.
        rows.keySet().stream()
                .filter(id -> !taken.containsKey(id) && !inHand.contains(id))
                .forEach(journal::forget);
    }

    /// Those that have been as they are for long enough, the first first.
    private List<Path> ready(Instant now) throws IOException {
        Map<Path, Seen> found = new HashMap<>();
        List<Path> ready = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(config.directory())) {
            for (Path file : files) {
                Optional<Seen> look = look(file, now);
                if (look.isPresent()) {
                    Seen before = seen.get(file);
                    Seen as = before != null && before.same(look.get()) ? before : look.get();
                    found.put(file, as);
                    if (!as.since().plus(config.stableFor()).isAfter(now)) {
                        ready.add(file);
                    }
                }
            }
        }
        seen = found;
        ready.sort(
                config.order() == Order.NAME
                        ? Comparator.comparing(FilesChannel::name)
                        : Comparator.comparing(
                                        (Path file) -> found.getOrDefault(file, NEVER).modified())
                                .thenComparing(FilesChannel::name));
        return ready;
    }

    private static final Seen NEVER = new Seen(0, Instant.MAX, Instant.MAX);

    /// A link could lead out of the directory.
    private Optional<Seen> look(Path file, Instant now) throws IOException {
        String name = name(file);
        if (name.startsWith(".") || !pattern.matches(Path.of(name))) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(
                            new Seen(
                                    attributes.size(),
                                    attributes.lastModifiedTime().toInstant(),
                                    now))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// @return whether there may be room for more
    private boolean take(Path file) throws IOException {
        if (!workers.tryAcquire()) {
            return false;
        }
        UUID id = ids.get();
        inHand.add(id);
        boolean begun = false;
        try {
            Optional<Path> taken = place.take(file, id);
            if (taken.isPresent()) {
                begun = true;
                begin(id, taken.get(), each -> work.run(id, each));
            }
        } finally {
            if (!begun) {
                inHand.remove(id);
                workers.release();
            }
        }
        return true;
    }

    private interface Way {
        boolean go(Path file) throws IOException;
    }

    /// Has the file in hand and a place among the workers, and lets both go in the end.
    private void begin(UUID id, Path file, Way way) {
        Thread worker =
                Thread.ofVirtual()
                        .name("file of " + runs.key())
                        .unstarted(() -> {
                            try {
                                go(file, way);
                            } finally {
                                inHand.remove(id);
                                workers.release();
                                working.remove(Thread.currentThread());
                                beat.wake();
                            }
                        });
        working.add(worker);
        worker.start();
    }

    private void go(Path file, Way way) {
        try {
            if (!way.go(file)) {
                notNow(file);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "channel {}: the file {} stays where it is for now: {}",
                    runs.key(),
                    name(file),
                    e.toString());
            later();
        }
    }

    private void notNow(Path file) throws IOException {
        LOG.info(
                "channel {}: the service {} cannot be called just now; the file {} waits",
                runs.key(),
                config.service(),
                name(file));
        // The mark would end the move below, too.
        var _ = Thread.interrupted();
        work.giveBack(file);
        later();
    }

    /// What was left lying is looked for again.
    private void later() {
        recovered = false;
        notBefore = runs.clock().instant().plus(NOT_NOW);
    }
}
