package io.grantway.http.engine;

import io.grantway.http.EngineSettings;
import io.grantway.http.Origin;
import io.grantway.http.OutgoingRule;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop and what belongs to it alone: its pools of upstream connections, its source of
/// request ids, its clock. A call stays on one loop from the first byte to the last, so that none
/// of this needs a lock.
@SuppressWarnings("FutureReturnValueIgnored") // see package-info
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long TICK_MILLIS = 50;

    final ContextInternal context;
    final EventLoop executor;
    final RequestIds ids;
    final HttpDate date;
    final Dialer dialer;
    private final EngineSettings settings;
    private final int loops;
    private final Map<Origin, UpstreamPool> pools = new HashMap<>();
    private final Set<Timed> timed = new LinkedHashSet<>();
    private boolean closed;

    Loop(
            ContextInternal context,
            int loops,
            EngineSettings settings,
            RandomGenerator random,
            Supplier<OutgoingRule> rule) {
        this.context = context;
        this.executor = context.nettyEventLoop();
        this.ids = new RequestIds(random);
        this.date = new HttpDate(settings.clock());
        this.dialer = new Dialer(this, rule);
        this.settings = settings;
        this.loops = loops;
        executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The pool of an origin; the limits are for the whole process and shared out to the loops.
    UpstreamPool pool(Origin origin) {
        return pools.computeIfAbsent(
                origin,
                key ->
                        new UpstreamPool(
                                this,
                                key,
                                share(settings.upstreams().maxConnections()),
                                share(settings.upstreams().maxWaiting()),
                                settings.upstreams().keepAlive()));
    }

    private int share(int whole) {
        return (whole + loops - 1) / loops;
    }

    void watch(Timed one) {
        timed.add(one);
    }

    void unwatch(Timed one) {
        timed.remove(one);
    }

    private void tick() {
        if (closed || timed.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (Timed one : timed.toArray(Timed[]::new)) {
            try {
                one.check(now);
            } catch (RuntimeException e) {
                LOG.error("a check of time limits failed", e);
            }
        }
    }

    /// Runs something on this loop: at once when it is called there.
    void run(Runnable task) {
        if (executor.inEventLoop()) {
            task.run();
        } else if (!executor.isShuttingDown()) {
            executor.execute(task);
        }
    }

    void close() {
        closed = true;
        pools.values().forEach(UpstreamPool::close);
    }
}
