package io.grantway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.CallRecord;
import io.grantway.testing.Requests;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void countsCallsByApiStatusAndReason() {
        call(401, "token_unknown");
        call(401, "token_unknown");
        call(401, "token_expired");
        call(403, "token_unknown");
        assertThat(metrics.text())
                .contains(calls("token_unknown", 401) + " 2.0")
                .contains(calls("token_expired", 401) + " 1.0")
                .contains(calls("token_unknown", 403) + " 1.0")
                .contains("grantway_call_seconds_count{api=\"events\",workspace=\"Sample\"} 4")
                .contains("grantway_body_bytes_total{direction=\"in\"} 28.0")
                .contains("grantway_body_bytes_total{direction=\"out\"} 360.0");
    }

    @Test
    void countsWhatMatchedNoApi() {
        metrics.ended(Requests.head("GET", "https://h/"), new CallRecord(), 404, 0, 90, 1_000);
        assertThat(metrics.text())
                .contains(
                        "grantway_calls_total{api=\"\",reason=\"\",status=\"404\",workspace=\"\"}"
                                + " 1.0");
    }

    private void call(int status, String reason) {
        CallRecord record = new CallRecord();
        record.matched("Sample", "events", "events-1");
        record.refused(reason, "for a test");
        metrics.ended(Requests.head("GET", "https://h/event"), record, status, 7, 90, 1_500_000);
    }

    private static String calls(String reason, int status) {
        return "grantway_calls_total{api=\"events\",reason=\"%s\",status=\"%d\",workspace=\"Sample\"}"
                .formatted(reason, status);
    }
}
