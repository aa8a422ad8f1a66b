package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.RequestHead;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// The numbers of a running server in Prometheus' text format.
///
/// None has exemplars: finding the span of each would load the libraries of traces, on or off.
public final class Metrics implements ExchangeObserver {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter calls =
            Counter.builder()
                    .name("grantway_calls")
                    .help("Calls by API and status; reason says why one was refused here")
                    .labelNames("workspace", "api", "status", "reason")
                    .withoutExemplars()
                    .register(registry);
    private final Histogram seconds =
            Histogram.builder()
                    .name("grantway_call_seconds")
                    .unit(Unit.SECONDS)
                    .help("From the head of a request to the end of its response")
                    .labelNames("workspace", "api")
                    .withoutExemplars()
                    .classicUpperBounds(
                            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
                            30)
                    .classicOnly()
                    .register(registry);
    private final Counter bytes =
            Counter.builder()
                    .name("grantway_body_bytes")
                    .help("Bytes of bodies from (in) and to (out) clients")
                    .labelNames("direction")
                    .withoutExemplars()
                    .register(registry);

    private final CounterDataPoint received = bytes.labelValues("in");
    private final CounterDataPoint sent = bytes.labelValues("out");
    private final Map<Outcome, Series> series = new ConcurrentHashMap<>();

    /// What calls are counted by. As many as there are series: of APIs, statuses and reasons, none
    /// of which a caller can invent.
    ///
    /// Compared in plain code: what a record has by itself is made by the JVM when it is first
    /// needed, and that would be the first call's time.
    private record Outcome(String workspace, String api, int status, String reason) {
        @Override
        public int hashCode() {
            return ((workspace.hashCode() * 31 + api.hashCode()) * 31 + reason.hashCode()) * 31
                    + status;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Outcome that
                    && status == that.status
                    && workspace.equals(that.workspace)
                    && api.equals(that.api)
                    && reason.equals(that.reason);
        }
    }

    /// Where calls of one outcome are counted, found once.
    private record Series(CounterDataPoint calls, DistributionDataPoint seconds) {}

    public Metrics() {
        gauge(
                "grantway_heap_bytes",
                "Java heap in use",
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        gauge(
                "grantway_threads",
                "Platform threads",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        gauge(
                "grantway_uptime_seconds",
                "Since the process started",
                () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }

    /// Adds a number that is read when somebody asks.
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /// Adds a number that only grows, and is read when somebody asks.
    public void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /// Takes one value of a number that there is for several things.
    public interface Values {
        void is(double value, String... labels);
    }

    /// Adds numbers that only grow, one for each thing that the labels name, read when somebody
    /// asks.
    public void counters(String name, String help, List<String> labels, Consumer<Values> reading) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback -> reading.accept(callback::call))
                .register(registry);
    }

    /// The same for numbers that go up and down.
    public void gauges(String name, String help, List<String> labels, Consumer<Values> reading) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback -> reading.accept(callback::call))
                .register(registry);
    }

    @Override
    public void ended(
            RequestHead head,
            CallRecord call,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        Outcome outcome =
                new Outcome(
                        orNone(call.workspace()),
                        orNone(call.api()),
                        status,
                        orNone(call.reason()));
        Series counted = series.get(outcome);
        if (counted == null) {
            counted = series.computeIfAbsent(outcome, this::series);
        }
        counted.calls().inc();
        counted.seconds().observe(nanos / 1e9);
        received.inc(bytesIn);
        sent.inc(bytesOut);
    }

    private Series series(Outcome outcome) {
        String status = Integer.toString(outcome.status());
        return new Series(
                calls.labelValues(outcome.workspace(), outcome.api(), status, outcome.reason()),
                seconds.labelValues(outcome.workspace(), outcome.api()));
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// Everything, in Prometheus' text format 0.0.4.
    public String text() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
