package io.grantway.analytics.stream;

import io.grantway.analytics.Series;
import io.grantway.analytics.Series.Kind;
import io.grantway.http.CallRecord;
import io.grantway.http.Json;
import io.grantway.http.RequestHead;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One call or one token event, without anything secret: of its path only the pattern that it
/// matched, nothing of its query, header fields and bodies.
public record CallEvent(
        long millis,
        String requestId,
        String method,
        Series series,
        @Nullable String consumer,
        @Nullable String path,
        int status,
        long bytesIn,
        long bytesOut,
        long micros) {
    public static CallEvent of(
            long millis,
            RequestHead head,
            CallRecord record,
            Series series,
            int status,
            long bytesIn,
            long bytesOut,
            long micros) {
        return new CallEvent(
                millis,
                head.id(),
                head.method(),
                series,
                record.consumer(),
                record.pathPattern(),
                status,
                bytesIn,
                bytesOut,
                micros);
    }

    /// What is empty is left out.
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("time", Instant.ofEpochMilli(millis).toString());
        json.put("event", series.kind() == Kind.CALLS ? "call" : "token_" + series.outcome());
        json.put("request_id", requestId);
        put(json, "workspace", series.workspace());
        put(json, "api", series.api());
        put(json, "operation", series.operation());
        put(json, "application", series.application());
        put(json, "server", series.server());
        put(json, "plan", series.plan());
        put(json, "consumer", consumer);
        json.put("method", method);
        put(json, "path", path);
        json.put("status", status);
        put(json, "reason", series.reason());
        json.put("latency_ms", BigDecimal.valueOf(micros, 3));
        json.put("bytes_in", bytesIn);
        return json.put("bytes_out", bytesOut);
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }
}
