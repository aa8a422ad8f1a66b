package io.grantway.analytics;

import java.util.List;

/// One figure about how long things took, as answers name it.
record Shown(String name, long micros) {
    static final List<String> NAMES = List.of("mean", "p50", "p90", "p95", "p99", "max");

    static List<Shown> of(Figures figures) {
        return List.of(
                new Shown("mean", figures.micros() / Math.max(1, figures.count())),
                new Shown("p50", figures.quantile(0.5)),
                new Shown("p90", figures.quantile(0.9)),
                new Shown("p95", figures.quantile(0.95)),
                new Shown("p99", figures.quantile(0.99)),
                new Shown("max", figures.longest()));
    }
}
