package io.grantway.gateway.upstream;

import io.grantway.http.Circuit;
import io.grantway.http.Origin;

/// One server behind an API, and what is known of its state.
public final class Target {
    private final Origin origin;
    private final String basePath;
    private final Circuit circuit;
    private volatile boolean healthy = true;

    Target(Origin origin, String basePath, Circuit circuit) {
        this.origin = origin;
        this.basePath = basePath;
        this.circuit = circuit;
    }

    public Origin origin() {
        return origin;
    }

    /// What goes before the path of a call; empty or without a slash at its end.
    public String basePath() {
        return basePath;
    }

    /// The target answered, with a status that is not a failure.
    public void succeeded() {
        circuit.succeeded();
    }

    public void failed() {
        circuit.failed();
    }

    boolean admits() {
        return healthy && circuit.admits();
    }

    /// What the probes say.
    void probed(boolean good) {
        healthy = good;
    }

    /// `up`, `unhealthy` by its probes, or `open` by its circuit.
    public String state() {
        return !healthy ? "unhealthy" : circuit.isOpen() ? "open" : "up";
    }
}
