package io.grantway.services;

import io.grantway.config.Secret;
import io.grantway.http.Deadlines;
import io.grantway.service.CallException;
import io.grantway.service.InputException;
import io.grantway.service.LockedException;
import io.grantway.services.call.DeadlinePassed;
import io.grantway.services.call.RunningCall;
import io.grantway.services.call.Surroundings;
import io.grantway.services.deploy.Deployments;
import io.grantway.services.deploy.Frames;
import io.grantway.services.deploy.Past;
import io.grantway.services.deploy.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services that are live, and the calls of them.
///
/// A call has a virtual thread of its own and a deadline. Who asked is answered when that has
/// passed; the thread is interrupted, but code that does not listen cannot be ended. Such a call is
/// counted as stuck, and a version with too many of them takes no more.
public final class Services implements Invoker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    /// Calls of one version that do not end, before it takes no more: each keeps a processor busy,
    /// or something locked.
    private static final int MOST_STUCK = 8;

    /// Services that call one another; more is a circle.
    private static final int DEEPEST = 16;

    private final Surroundings around;
    private final InstantSource clock;
    private final Deadlines deadlines = Deadlines.ofComputing();
    private final AtomicInteger running = new AtomicInteger();
    private volatile ServicesConfig config;
    private volatile @Nullable Deployments deployments;
    private volatile @Nullable Carriers carriers;

    private Services(
            ServicesConfig config,
            Means means,
            Leases leases,
            Supplier<String> holders,
            InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.around = new Surroundings(means, leases, this::values, this::invoke, holders, clock);
    }

    /// Loads what the configured directory holds. Without one, nothing is loaded at all.
    ///
    /// @param holders makes names for holders of locks, none of which can be guessed
    public static Services open(
            ServicesConfig config,
            Means means,
            Leases leases,
            Supplier<String> holders,
            InstantSource clock) {
        Services services = new Services(config, means, leases, holders, clock);
        services.follow(config);
        return services;
    }

    /// Puts another configuration in force.
    public synchronized void follow(ServicesConfig next) {
        config = next;
        @Nullable Deployments now = deployments;
        @Nullable Path directory = next.directory();
        if (now != null && Objects.equals(now.directory(), directory)) {
            return;
        }
        deployments = directory == null ? null : Deployments.open(directory, clock);
        if (directory != null && carriers == null) {
            carriers = Carriers.start(running::get);
        }
        if (now != null) {
            now.close();
        }
    }

    private Map<String, Secret> values() {
        return config.config();
    }

    /// What may be called, by file.
    public List<Deployments.Shown> all() {
        @Nullable Deployments now = deployments;
        return now == null ? List.of() : now.all();
    }

    /// The names of those that are live.
    public List<String> names() {
        return all().stream()
                .filter(unit -> unit.live().isPresent())
                .flatMap(unit -> unit.services().stream())
                .toList();
    }

    /// Why newest versions did not go live, one text a file.
    public List<String> refusals() {
        return all().stream()
                .filter(unit -> !unit.history().isEmpty())
                .map(unit -> unit.history().getFirst().error())
                .filter(error -> !error.isEmpty())
                .toList();
    }

    /// Puts an earlier version of a service's file back, until the file changes.
    ///
    /// @throws IllegalArgumentException saying why that cannot be
    public Past rollback(String service, Optional<Integer> number) {
        @Nullable Deployments now = deployments;
        if (now == null) {
            throw new IllegalArgumentException("there is no services directory");
        }
        return now.rollback(service, number);
    }

    /// Calls that have passed their deadline and do not end.
    public int stuck() {
        @Nullable Deployments now = deployments;
        return now == null ? 0 : now.stuck();
    }

    /// Calls under way.
    public int running() {
        return running.get();
    }

    /// How long a call may take of which nothing is said.
    public Duration timeout() {
        return config.timeout();
    }

    @Override
    public ServiceResult invoke(Invocation invocation) {
        return invoke(invocation, 0);
    }

    private ServiceResult invoke(Invocation invocation, int depth) {
        return run(invocation, admitted(invocation.service(), depth), depth);
    }

    private Version admitted(String name, int depth) {
        if (depth >= DEEPEST) {
            throw failure(
                    name, ServiceFailure.Reason.THREW, "services call one another in a circle");
        }
        if (running.incrementAndGet() > config.atOnce() && depth == 0) {
            running.decrementAndGet();
            throw failure(name, ServiceFailure.Reason.BUSY, "too many calls are under way");
        }
        try {
            return enter(name);
        } catch (RuntimeException e) {
            running.decrementAndGet();
            throw e;
        }
    }

    /// Begins a call of the version that is live.
    private Version enter(String name) {
        while (true) {
            @Nullable Deployments now = deployments;
            @Nullable Version version = now == null ? null : now.live().get(name);
            if (version == null) {
                throw failure(
                        name, ServiceFailure.Reason.UNKNOWN_SERVICE, "there is no such service");
            }
            if (version.stuck().get() >= MOST_STUCK) {
                throw failure(
                        name,
                        ServiceFailure.Reason.BUSY,
                        version
                                + " has "
                                + MOST_STUCK
                                + " calls that do not end; it takes no more");
            }
            if (version.enter()) {
                return version;
            }
            // Replaced in between.
        }
    }

    /// On a thread of its own, which whoever asked waits for.
    private ServiceResult run(Invocation invocation, Version version, int depth) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Task task = new Task(invocation, version, depth, outcome::complete);
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(task);
        try {
            return switch (outcome.get()) {
                case Outcome.Returned(var result) -> result;
                case Outcome.Failed(var failure) -> throw failure;
            };
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome never fails", e);
        } catch (InterruptedException _) {
            task.giveUp("interrupted");
            Thread.currentThread().interrupt();
            throw failure(invocation.service(), ServiceFailure.Reason.TIMED_OUT, "interrupted");
        }
    }

    @Override
    public void run(Invocation invocation, Consumer<Outcome> told) {
        Version version;
        try {
            version = admitted(invocation.service(), 0);
        } catch (ServiceFailure e) {
            told.accept(new Outcome.Failed(e));
            return;
        }
        new Task(invocation, version, 0, told).run();
    }

    /// Where a call is that takes too long.
    private static String at(Thread thread, Version version) {
        Throwable place = new Throwable();
        place.setStackTrace(thread.getStackTrace());
        String where = Frames.where(place, version.loader());
        return where.isEmpty() ? "" : " (at " + where + ")";
    }

    private void left(Version version) {
        running.decrementAndGet();
        version.leave();
    }

    /// One call, on a thread that is its own until it ends.
    private final class Task implements Runnable, Deadlines.Call {
        private final Invocation invocation;
        private final Version version;
        private final Version.Loaded loaded;
        private final int depth;
        private final Consumer<Outcome> told;
        private final Duration within;
        private final long deadline;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Thread thread;

        Task(Invocation invocation, Version version, int depth, Consumer<Outcome> told) {
            this.invocation = invocation;
            this.version = version;
            this.loaded = Objects.requireNonNull(version.services().get(invocation.service()));
            this.depth = depth;
            this.told = told;
            Duration most = invocation.within();
            this.within = loaded.timeout().filter(own -> own.compareTo(most) < 0).orElse(most);
            this.deadline = System.nanoTime() + within.toNanos();
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }

        @Override
        public void run() {
            Thread own = Thread.currentThread();
            own.setContextClassLoader(version.loader());
            thread = own;
            deadlines.watch(this);
            Outcome outcome = outcome();
            deadlines.over(this);
            left(version);
            if (over.compareAndSet(false, true)) {
                told.accept(outcome);
            } else {
                version.stuck().decrementAndGet();
            }
        }

        private Outcome outcome() {
            try {
                RunningCall call = new RunningCall(invocation, version, around, deadline, depth);
                try {
                    return new Outcome.Returned(
                            version.rendering().result(loaded.service().handle(call)));
                } finally {
                    call.end();
                }
            } catch (Throwable e) {
                // Errors too: somebody waits for what comes of it.
                return new Outcome.Failed(failed(invocation.service(), version, e));
            }
        }

        @Override
        public void expire() {
            @Nullable Thread own = thread;
            String where = own == null ? "" : at(own, version);
            giveUp("took longer than " + within.toMillis() + " ms" + where);
        }

        /// Tells that it took too long, and counts it as stuck until it ends.
        void giveUp(String why) {
            version.stuck().incrementAndGet();
            if (!over.compareAndSet(false, true)) {
                version.stuck().decrementAndGet();
                return;
            }
            @Nullable Thread own = thread;
            if (own != null) {
                own.interrupt();
            }
            told.accept(
                    new Outcome.Failed(
                            failure(invocation.service(), ServiceFailure.Reason.TIMED_OUT, why)));
        }
    }

    private static ServiceFailure failed(String name, Version version, Throwable thrown) {
        ClassLoader loader = version.loader();
        String where = Frames.where(thrown, loader);
        String at = where.isEmpty() ? "" : " (" + where + ")";
        return switch (thrown) {
            case ServiceFailure nested -> nested;
            case InputException e ->
                    failure(name, ServiceFailure.Reason.INPUT, String.valueOf(e.getMessage()));
            case CallException e ->
                    new ServiceFailure(
                            name,
                            e.isUnavailable()
                                    ? ServiceFailure.Reason.UNAVAILABLE
                                    : ServiceFailure.Reason.CONNECTION,
                            e.getMessage() + (e.isUnavailable() ? "" : at),
                            e.retryAfter());
            case DeadlinePassed e ->
                    failure(name, ServiceFailure.Reason.TIMED_OUT, e.getMessage() + at);
            case LockedException e ->
                    failure(name, ServiceFailure.Reason.BUSY, e.getMessage() + at);
            default -> {
                LOG.warn("service {} of {} failed", name, version, thrown);
                yield failure(name, ServiceFailure.Reason.THREW, Frames.describe(thrown, loader));
            }
        };
    }

    private static ServiceFailure failure(String name, ServiceFailure.Reason reason, String text) {
        return new ServiceFailure(name, reason, text);
    }

    /// Withdraws everything.
    @Override
    public synchronized void close() {
        @Nullable Deployments now = deployments;
        deployments = null;
        if (now != null) {
            now.close();
        }
        @Nullable Carriers watched = carriers;
        if (watched != null) {
            watched.close();
        }
    }
}
