package io.grantway.services.channel;

import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.RunStore;
import io.grantway.services.RunStore.Outcome;
import io.grantway.services.ScheduleChannelConfig;
import io.grantway.services.ScheduleChannelConfig.Missed;
import io.grantway.services.ScheduleChannelConfig.Overlap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a service at its times. Each time is taken in the store by one node, which runs it. A run
/// that ends with its process is not made again.
public final class ScheduleChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleChannel.class);

    /// Later than this a time counts as missed.
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_MISSED = 1000;

    private final ChannelRuns runs;
    private final ScheduleChannelConfig config;
    private final DueTimes times;
    private final RunStore store;
    private final String node;
    private final Beat beat;
    private final ExecutorService serial;
    private @Nullable Instant handled;

    ScheduleChannel(ChannelRuns runs, ScheduleChannelConfig config, RunStore store, String node) {
        this.runs = runs;
        this.config = config;
        this.times = DueTimes.of(config);
        this.store = store;
        this.node = node;
        this.beat = new Beat("channel " + runs.key(), this::step);
        this.serial =
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("runs of " + runs.key()).factory());
    }

    @Override
    public ChannelRuns runs() {
        return runs;
    }

    @Override
    public void open() {
        beat.start();
    }

    @Override
    public void close(Duration grace) {
        beat.stop(grace);
        serial.shutdown();
        try {
            if (!serial.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                serial.shutdownNow();
            }
        } catch (InterruptedException _) {
            serial.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /// A time of its own, which nobody takes.
    @Override
    public boolean runNow() {
        serial.execute(() -> {
            var _ = succeeds(runs.clock().instant());
        });
        return true;
    }

    /// Takes what is due.
    ///
    /// @return how long nothing more is
    Duration step() {
        Instant now = runs.clock().instant();
        Instant from = handled == null ? begin(now) : handled;
        Deque<Instant> due = due(from, now);
        if (!due.isEmpty()) {
            handled = due.getLast();
            take(due, now);
        }
        Instant next = times.after(handled == null ? now : handled).orElse(Instant.MAX);
        Instant later = runs.clock().instant();
        return next.isAfter(later.plus(LONGEST_PAUSE))
                ? LONGEST_PAUSE
                : next.isAfter(later) ? Duration.between(later, next) : Duration.ZERO;
    }

    /// Where the times begin that count: after the last one that any node took. The first node of
    /// all takes the moment of its start, so that what is missed from then on is known.
    private Instant begin(Instant now) {
        Optional<Instant> last = store.last(runs.key());
        if (last.isEmpty() && config.at() == null) {
            if (store.claim(runs.key(), now, node, now)) {
                store.finish(runs.key(), now, Outcome.SKIPPED, now);
            }
            last = Optional.of(now);
        }
        handled = last.orElse(Instant.EPOCH);
        return handled;
    }

    /// The last thousand.
    private Deque<Instant> due(Instant from, Instant now) {
        Deque<Instant> due = new ArrayDeque<>();
        Optional<Instant> next = times.after(from);
        while (next.isPresent() && !next.get().isAfter(now)) {
            due.addLast(next.get());
            if (due.size() > MOST_MISSED) {
                due.removeFirst();
            }
            next = times.after(next.get());
        }
        return due;
    }

    private void take(Deque<Instant> due, Instant now) {
        List<Instant> missed = due.stream().filter(each -> each.isBefore(now.minus(LATE))).toList();
        List<Instant> onTime = due.stream().filter(each -> !missed.contains(each)).toList();
        if (runs.isPaused()) {
            due.forEach(each -> pass(each, now, "the channel is paused"));
            return;
        }
        boolean all = config.missed() == Missed.ALL;
        boolean last = config.missed() == Missed.ONCE && onTime.isEmpty();
        for (Instant each : missed) {
            if (all || (last && each.equals(due.getLast()))) {
                start(each, now);
            } else if (each.equals(missed.getLast())) {
                pass(each, now, "missed, with " + (missed.size() - 1) + " before it");
            }
        }
        onTime.forEach(each -> start(each, now));
    }

    private void pass(Instant due, Instant now, String why) {
        if (store.claim(runs.key(), due, node, now)) {
            store.finish(runs.key(), due, Outcome.SKIPPED, now);
            runs.skip(due.toString(), why);
        }
    }

    private void start(Instant due, Instant now) {
        boolean busy =
                config.overlap() == Overlap.SKIP
                        && config.missed() != Missed.ALL
                        && (runs.inFlight() > 0
                                || store.isRunning(runs.key(), now.minus(config.timeout())));
        if (busy) {
            pass(due, now, "the run before is still under way");
        } else if (store.claim(runs.key(), due, node, now)) {
            serial.execute(() -> {
                Outcome outcome = succeeds(due) ? Outcome.SUCCEEDED : Outcome.FAILED;
                Instant end = runs.clock().instant();
                store.finish(runs.key(), due, outcome, end);
                store.forget(end.minus(Duration.ofDays(31)));
            });
        }
    }

    private boolean succeeds(Instant due) {
        try {
            runs.run(
                    due.toString(),
                    new Invocation(
                            config.service(),
                            runs.workspace(),
                            runs.config().name(),
                            Map.of("due", due.toString()),
                            InvocationBody.NONE,
                            config.timeout(),
                            Optional.empty()));
            return true;
        } catch (RuntimeException e) {
            LOG.warn("channel {}, run of {}: {}", runs.key(), due, e.getMessage());
            return false;
        }
    }
}
