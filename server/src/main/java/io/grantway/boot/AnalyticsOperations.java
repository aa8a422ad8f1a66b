package io.grantway.boot;

import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.analytics.Analytics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Figures of calls and tokens, as an operation of the admin API.
final class AnalyticsOperations {
    private static final Schema NUMBER =
            new Schema(Schema.INTEGER.json().deepCopy().put("type", "number"));
    private static final Schema LATENCY =
            Schema.object()
                    .with("mean", NUMBER)
                    .with("p50", NUMBER)
                    .with("p90", NUMBER)
                    .with("p95", NUMBER)
                    .with("p99", NUMBER)
                    .with("max", NUMBER);
    private static final Schema ROW =
            Schema.object()
                    .with("time", Schema.TIME)
                    .optional("workspace", Schema.TEXT)
                    .optional("api", Schema.TEXT)
                    .optional("operation", Schema.TEXT)
                    .optional("application", Schema.TEXT)
                    .optional("server", Schema.TEXT)
                    .optional("plan", Schema.TEXT)
                    .optional("outcome", Schema.TEXT)
                    .optional("reason", Schema.TEXT)
                    .with("count", Schema.INTEGER)
                    .with("bytes_in", Schema.INTEGER)
                    .with("bytes_out", Schema.INTEGER)
                    .with("latency_ms", LATENCY);

    private AnalyticsOperations() {}

    /// @param analytics null where nothing is counted
    static List<Operation> of(@Nullable Analytics analytics) {
        if (analytics == null) {
            return List.of();
        }
        Schema step = Schema.oneOf("minute", "hour", "day");
        return List.of(
                Operation.get(
                                "/api/v1/analytics",
                                "showAnalytics",
                                "Calls and token events by time, with bytes and latencies; CSV"
                                        + " where asked for")
                        .needs(Role.VIEWER, Reach.QUERY_OR_SERVER)
                        .query(
                                "from",
                                Schema.TIME,
                                "the first moment; an hour, a day or 30 days before `to`")
                        .query(
                                "to",
                                Schema.TIME,
                                "the moment after the last; the end of the step that runs")
                        .query("step", step, "how much time a row stands for; `minute`")
                        .query("kind", Schema.oneOf("calls", "tokens"), "what is counted; `calls`")
                        .query(
                                "by",
                                Schema.TEXT,
                                "what to tell apart, separated by commas: workspace, api,"
                                        + " operation, application, server, plan, outcome, reason")
                        .query("api", Schema.TEXT, "only this API")
                        .query("operation", Schema.TEXT, "only this operation of APIs")
                        .query("application", Schema.TEXT, "only this application")
                        .query("server", Schema.TEXT, "only this authorization server")
                        .query("plan", Schema.TEXT, "only this plan")
                        .query(
                                "outcome",
                                Schema.TEXT,
                                "only this outcome, such as `2xx` or `issued`")
                        .query("reason", Schema.TEXT, "only this reason of refusals")
                        .query("format", Schema.oneOf("json", "csv"), "instead of `Accept`")
                        .answers(
                                200,
                                Schema.object()
                                        .with("kind", Schema.TEXT)
                                        .with("step", step)
                                        .with("from", Schema.TIME)
                                        .with("to", Schema.TIME)
                                        .with("data", Schema.listOf(ROW)))
                        .by(analytics.resource(Reach.QUERY_OR_SERVER::workspace)));
    }
}
