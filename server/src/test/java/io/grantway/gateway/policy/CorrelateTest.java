package io.grantway.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.http.Response;
import io.grantway.testing.PolicyCalls;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelateTest {
    private static final String URL = "https://api.example/event";
    private final PolicyCalls calls = new PolicyCalls();

    @ParameterizedTest
    @CsvSource({
        "correlate: {}, [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}#1",
        "correlate: {generator: uuid},"
                + " [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        "correlate: {generator: tracker}, api\\.example-443-\\d+-1-1-\\d+\\.\\d{3}",
    })
    void givesACallAnId(String policy, String pattern) {
        assertThat(calls.decide(calls.policy(policy), "GET", URL)).isEqualTo(Decision.PROCEED);

        assertThat(calls.upstream().getOrDefault("Kong-Request-ID", "")).matches(pattern);
    }

    @Test
    void givesEachCallAnother() {
        Policy policy = calls.policy("correlate: {generator: uuid}");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            calls.decide(policy, "GET", URL);
            ids.add(calls.upstream().getOrDefault("Kong-Request-ID", ""));
        }
        assertThat(ids).hasSize(1000);
    }

    @Test
    void keepsTheClientsOwnAndTellsItBack() {
        calls.decide(
                calls.policy("correlate: {headerName: X-Id, echoDownstream: true}"),
                "GET",
                URL,
                "X-Id",
                "mine");

        assertThat(calls.upstream()).doesNotContainKey("X-Id");
        assertThat(calls.answered(new Decision.Answer(Response.empty(204))).headers().first("X-Id"))
                .contains("mine");
    }

    @Test
    void tellsTheClientNothingUnlessAsked() {
        calls.decide(calls.policy("correlate: {}"), "GET", URL);

        assertThat(
                        calls.answered(new Decision.Answer(Response.empty(204)))
                                .headers()
                                .contains("Kong-Request-ID"))
                .isFalse();
    }
}
