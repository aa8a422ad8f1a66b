package io.grantway.http.engine;

import io.grantway.http.EngineSettings;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.HttpEngine;
import io.grantway.http.ListenerSettings;
import io.grantway.http.Origin;
import io.grantway.http.OutgoingRule;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine: Vert.x for event loops, sockets, TLS and names; Netty's codecs for HTTP, set up here
/// so that they refuse what Vert.x's own server would take.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
public final class VertxEngine implements HttpEngine {
    private static final Logger LOG = LoggerFactory.getLogger(VertxEngine.class);

    private final Vertx vertx;
    private final List<Loop> loops;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Supplier<OutgoingRule> rule = () -> OutgoingRule.PUBLIC_ONLY;
    private final List<BoundListener> listeners = new CopyOnWriteArrayList<>();

    public VertxEngine(EngineSettings settings) {
        int count =
                settings.eventLoops() > 0
                        ? settings.eventLoops()
                        : Runtime.getRuntime().availableProcessors();
        vertx =
                Vertx.builder()
                        .with(
                                new VertxOptions()
                                        .setPreferNativeTransport(true)
                                        .setEventLoopPoolSize(count)
                                        .setWorkerPoolSize(1)
                                        .setInternalBlockingPoolSize(4)
                                        .setMaxEventLoopExecuteTime(1)
                                        .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                                        .setFileSystemOptions(
                                                new FileSystemOptions()
                                                        .setClassPathResolvingEnabled(false)
                                                        .setFileCachingEnabled(false)))
                        .build();
        List<Loop> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(
                    new Loop(
                            ((VertxInternal) vertx).createEventLoopContext(),
                            count,
                            settings,
                            settings.random(),
                            () -> rule.get()));
        }
        loops = List.copyOf(made);
    }

    @Override
    public Listener listen(
            ListenerSettings settings, ExchangeHandler handler, ExchangeObserver observer) {
        BoundListener listener = new BoundListener(vertx, loops, settings, handler, observer);
        listener.bind(listeners);
        listeners.add(listener);
        return listener;
    }

    @Override
    public CompletionStage<Integer> probe(Origin origin, String path, Duration limit) {
        Loop loop = loops.getFirst();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        loop.run(() -> new Probe(loop, origin, path, limit, status).start());
        return status;
    }

    @Override
    public void guard(Supplier<OutgoingRule> newRule) {
        rule = newRule;
    }

    @Override
    public Repetition schedule(Duration period, Runnable task) {
        Loop loop = loops.getFirst();
        ScheduledFuture<?> future =
                loop.executor.scheduleAtFixedRate(
                        () -> loop.context.dispatch(() -> runQuietly(task)),
                        period.toNanos(),
                        period.toNanos(),
                        TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void runQuietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a repeated task failed", e);
        }
    }

    @Override
    public void close(Duration grace) {
        if (closed.getAndSet(true)) {
            return;
        }
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        listeners.forEach(listener -> closing.add(listener.close(grace)));
        listeners.clear();
        await(CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)), grace);
        loops.forEach(loop -> loop.run(loop::close));
        await(vertx.close().toCompletionStage().toCompletableFuture(), Duration.ZERO);
    }

    private static void await(CompletableFuture<?> done, Duration grace) {
        try {
            done.get(grace.toMillis() + 2000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("closing the connections did not end well: {}", e.toString());
        }
    }
}
