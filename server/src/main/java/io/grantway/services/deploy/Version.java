package io.grantway.services.deploy;

import io.grantway.service.Service;
import io.grantway.services.call.Remembered;
import io.grantway.services.call.Rendering;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The loaded classes of one version of a unit. Calls enter and leave it; once it is retired and
/// the last call has left, it lets go of everything, so that its class loader can be collected.
public final class Version {
    private static final long RETIRED = 1L << 62;

    /// Calls under way, and whether it is retired.
    private final AtomicLong state = new AtomicLong();

    /// Calls past their deadline that do not end.
    private final AtomicInteger stuck = new AtomicInteger();

    private final Past past;
    private final ClassLoader loader;
    private final Rendering rendering = new Rendering();
    private final Remembered remembered = new Remembered();
    private final Map<String, Loaded> services;

    /// A service of this version.
    ///
    /// @param timeout as it says itself
    public record Loaded(Service service, Optional<Duration> timeout) {}

    Version(Past past, ClassLoader loader, Map<String, Loaded> services) {
        this.past = past;
        this.loader = loader;
        this.services = Map.copyOf(services);
    }

    /// Begins a call.
    ///
    /// @return false where it is retired, so that its successor is to be asked
    public boolean enter() {
        long now = state.get();
        while (now < RETIRED) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    public void leave() {
        if (state.decrementAndGet() == RETIRED) {
            past.state(Past.State.GONE);
        }
    }

    /// Lets no further call enter.
    void retire() {
        long before = state.getAndUpdate(now -> now | RETIRED);
        if (before < RETIRED) {
            past.state(before == 0 ? Past.State.GONE : Past.State.DRAINING);
            if (before > 0 && state.get() == RETIRED) {
                past.state(Past.State.GONE);
            }
        }
    }

    /// By name.
    public Map<String, Loaded> services() {
        return services;
    }

    public ClassLoader loader() {
        return loader;
    }

    public Rendering rendering() {
        return rendering;
    }

    public Remembered remembered() {
        return remembered;
    }

    Past past() {
        return past;
    }

    /// Calls under way.
    public int calls() {
        return (int) (state.get() & ~RETIRED);
    }

    /// Calls that have passed their deadline and have not ended.
    public AtomicInteger stuck() {
        return stuck;
    }

    /// Says where a version comes from: `GetPlan.java, version 3`.
    @Override
    public String toString() {
        return past.file() + ", version " + past.number();
    }
}
