package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.RequestHead;
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

    @Override
    public void ended(
            RequestHead head,
            CallRecord call,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        String workspace = orNone(call.workspace());
        String api = orNone(call.api());
        calls.labelValues(workspace, api, Integer.toString(status), orNone(call.reason())).inc();
        seconds.labelValues(workspace, api).observe(nanos / 1e9);
        bytes.labelValues("in").inc(bytesIn);
        bytes.labelValues("out").inc(bytesOut);
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
