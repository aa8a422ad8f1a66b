package io.grantway.services.channel;

import io.grantway.services.ChannelConfig;
import io.grantway.services.Invocation;
import io.grantway.services.Invoker;
import io.grantway.services.Invoker.Outcome;
import io.grantway.services.ServiceFailure;
import io.grantway.services.ServiceResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runs of one channel: makes them, counts them, remembers the last hundred, and holds the
/// switch by which an operator pauses it.
public final class ChannelRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRuns.class);
    private static final int REMEMBERED = 100;
    private static final int LONGEST = 500;

    private final String workspace;
    private final ChannelConfig config;
    private final Invoker invoker;
    private final InstantSource clock;
    private final Deque<ChannelRun> last = new ArrayDeque<>(REMEMBERED);
    private long succeeded;
    private long failed;
    private long skipped;
    private long nanos;
    private int inFlight;
    private long lag = -1;
    private volatile boolean paused;

    public ChannelRuns(
            String workspace, ChannelConfig config, Invoker invoker, InstantSource clock) {
        this.workspace = workspace;
        this.config = config;
        this.invoker = invoker;
        this.clock = clock;
    }

    public String workspace() {
        return workspace;
    }

    public ChannelConfig config() {
        return config;
    }

    /// Workspace and name.
    String key() {
        return workspace + "/" + config.name();
    }

    InstantSource clock() {
        return clock;
    }

    /// Calls the service and waits for it.
    ///
    /// @param input what it is about, for the list of runs
    /// @throws ServiceFailure as the service's
    ServiceResult run(String input, Invocation invocation) {
        Instant at = clock.instant();
        long began = System.nanoTime();
        begin();
        try {
            ServiceResult result = invoker.invoke(invocation);
            end(at, began, ChannelRun.Outcome.SUCCEEDED, input, "");
            return result;
        } catch (ServiceFailure e) {
            end(at, began, ChannelRun.Outcome.FAILED, input, String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) {
            throw unforeseen(invocation, at, began, input, e);
        }
    }

    /// As [#run], with the service on the calling thread.
    ///
    /// @param told as by [Invoker#run]
    void run(String input, Invocation invocation, Consumer<Outcome> told) {
        Instant at = clock.instant();
        long began = System.nanoTime();
        begin();
        try {
            invoker.run(
                    invocation,
                    outcome -> {
                        switch (outcome) {
                            case Outcome.Returned _ ->
                                    end(at, began, ChannelRun.Outcome.SUCCEEDED, input, "");
                            case Outcome.Failed(var failure) ->
                                    end(
                                            at,
                                            began,
                                            ChannelRun.Outcome.FAILED,
                                            input,
                                            String.valueOf(failure.getMessage()));
                        }
                        told.accept(outcome);
                    });
        } catch (RuntimeException | Error e) {
            told.accept(new Outcome.Failed(unforeseen(invocation, at, began, input, e)));
        }
    }

    private ServiceFailure unforeseen(
            Invocation invocation, Instant at, long began, String input, Throwable e) {
        LOG.error("channel {}, {}", key(), input, e);
        end(at, began, ChannelRun.Outcome.FAILED, input, e.toString());
        return new ServiceFailure(invocation.service(), ServiceFailure.Reason.THREW, e.toString());
    }

    private synchronized void begin() {
        inFlight++;
    }

    private synchronized void end(
            Instant at, long began, ChannelRun.Outcome outcome, String input, String error) {
        long took = System.nanoTime() - began;
        inFlight--;
        nanos += took;
        if (outcome == ChannelRun.Outcome.SUCCEEDED) {
            succeeded++;
        } else {
            failed++;
        }
        remember(
                new ChannelRun(
                        at, Duration.ofNanos(took), outcome, shortened(input), shortened(error)));
    }

    /// Remembers that something was not run.
    synchronized void skip(String input, String why) {
        skipped++;
        remember(
                new ChannelRun(
                        clock.instant(),
                        Duration.ZERO,
                        ChannelRun.Outcome.SKIPPED,
                        shortened(input),
                        shortened(why)));
    }

    /// Remembers that something failed before the service was called.
    synchronized void refuse(String input, String why) {
        failed++;
        remember(
                new ChannelRun(
                        clock.instant(),
                        Duration.ZERO,
                        ChannelRun.Outcome.FAILED,
                        shortened(input),
                        shortened(why)));
    }

    private void remember(ChannelRun run) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(run);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /// The last runs, the newest first.
    public synchronized List<ChannelRun> last() {
        return new ArrayList<>(last.reversed());
    }

    public synchronized ChannelFigures figures() {
        return new ChannelFigures(
                succeeded,
                failed,
                skipped,
                nanos / 1e9,
                inFlight,
                lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag));
    }

    /// @param waiting for the channel, as far as it knows
    synchronized void lags(long waiting) {
        lag = waiting;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    public boolean isPaused() {
        return paused;
    }

    void paused(boolean now) {
        paused = now;
    }
}
