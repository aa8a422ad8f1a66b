package io.grantway.boot;

import io.grantway.services.Channels;
import io.grantway.services.channel.Channel;
import io.grantway.services.channel.ChannelFigures;
import io.grantway.telemetry.Metrics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The figures of channels among the metrics.
final class ChannelMetrics {
    private static final List<String> CHANNEL = List.of("workspace", "channel");

    private ChannelMetrics() {}

    static void of(Channels channels, Metrics metrics) {
        metrics.counters(
                "grantway_channel_runs",
                "Calls of services by channels",
                List.of("workspace", "channel", "outcome"),
                values ->
                        channels.all()
                                .forEach(each -> {
                                    ChannelFigures figures = each.runs().figures();
                                    runs(values, each, figures.succeeded(), "succeeded");
                                    runs(values, each, figures.failed(), "failed");
                                    runs(values, each, figures.skipped(), "skipped");
                                }));
        metrics.counters(
                "grantway_channel_run_seconds",
                "What the runs of channels took together",
                CHANNEL,
                values -> all(channels, values, ChannelFigures::seconds));
        metrics.gauges(
                "grantway_channel_in_flight",
                "Runs of channels that are under way",
                CHANNEL,
                values -> all(channels, values, ChannelFigures::inFlight));
        metrics.gauges(
                "grantway_channel_lag",
                "What is known to wait for channels: files, messages, records",
                CHANNEL,
                values ->
                        channels.all()
                                .forEach(each ->
                                        each.runs()
                                                .figures()
                                                .lag()
                                                .ifPresent(
                                                        lag -> value(values, each, (double) lag))));
    }

    private static void runs(Metrics.Values values, Channel channel, long count, String outcome) {
        values.is(
                (double) count,
                channel.runs().workspace(),
                channel.runs().config().name(),
                outcome);
    }

    private static void all(
            Channels channels, Metrics.Values values, ToDoubleFunction<ChannelFigures> figure) {
        channels.all()
                .forEach(each -> value(values, each, figure.applyAsDouble(each.runs().figures())));
    }

    private static void value(Metrics.Values values, Channel channel, double value) {
        values.is(value, channel.runs().workspace(), channel.runs().config().name());
    }
}
