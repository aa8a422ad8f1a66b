package io.grantway.boot;

import io.grantway.outbound.Connections;
import io.grantway.outbound.Figures;
import io.grantway.telemetry.Metrics;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// The numbers of connections, for whoever collects metrics. There are none without connections.
final class ConnectionMetrics {
    private static final List<String> LABELS = List.of("workspace", "connection");

    private ConnectionMetrics() {}

    static void add(Metrics metrics, Supplier<Connections> connections) {
        add(metrics, connections, "calls", "Calls through a connection", Figures::calls);
        add(metrics, connections, "failures", "Calls without an answer", Figures::failures);
        add(metrics, connections, "retries", "Requests that were made again", Figures::retries);
        add(
                metrics,
                connections,
                "renewals",
                "Tokens renewed because an API refused them",
                Figures::renewals);
    }

    private static void add(
            Metrics metrics,
            Supplier<Connections> connections,
            String name,
            String help,
            ToLongFunction<Figures> number) {
        metrics.counters(
                "grantway_connection_" + name,
                help,
                LABELS,
                readings ->
                        connections
                                .get()
                                .figures((connection, figures) ->
                                        readings.is(
                                                (double) number.applyAsLong(figures),
                                                connection.workspace(),
                                                connection.config())));
    }
}
