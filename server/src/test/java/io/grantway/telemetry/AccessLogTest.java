package io.grantway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.CallRecord;
import io.grantway.http.Json;
import io.grantway.testing.Requests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccessLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void writesOneLineOfJsonForEachExchangeWithoutItsQuery() {
        CallRecord record = new CallRecord();
        record.matched("Sample", "events", "events-1");
        record.refused("token_unknown", "a \"quoted\"\nline");
        try (AccessLog log = new AccessLog(out, () -> Instant.ofEpochSecond(1))) {
            log.ended(
                    Requests.head("GET", "https://h/event?access_token=planted"),
                    record,
                    401,
                    0,
                    90,
                    1_500_000);
            log.ended(Requests.head("GET", "https://h/other"), new CallRecord(), 200, 1, 2, 3);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("planted");
        assertThat(text.lines()).hasSize(2);
        JsonNode line = Json.parse(text.lines().findFirst().orElseThrow());
        assertThat(line.get("status").asInt()).isEqualTo(401);
        assertThat(line.get("micros").asInt()).isEqualTo(1500);
        assertThat(line.get("explanation").asString()).isEqualTo("a \"quoted\"\nline");
        assertThat(line.get("time").asString()).isEqualTo("1970-01-01T00:00:01.000Z");
    }
}
