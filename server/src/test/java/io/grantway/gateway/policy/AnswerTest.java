package io.grantway.gateway.policy;

import static io.grantway.testing.PolicyCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.ConfigRejected;
import io.grantway.gateway.Decision;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.PolicyCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    private static final String URL = "https://api.example/event";
    private final PolicyCalls calls = new PolicyCalls();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{} | 503 | {\"message\":\"Service unavailable\"} | application/json",
                "{statusCode: 404} | 404 | {\"message\":\"Not found\"} | application/json",
                "{statusCode: 418} | 418 | {} | application/json",
                "{message: closed} | 503 | {\"message\":\"closed\"} | application/json",
                "{statusCode: 200, body: hello, contentType: text/plain} | 200 | hello |"
                        + " text/plain",
                "{body: '{}'} | 503 | {} | application/json; charset=utf-8",
            })
    void answersAsConfigured(String settings, int status, String body, String type) {
        Response response = answer(calls.decide(calls.policy("answer: " + settings), "GET", URL));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body().text()).isEqualTo(body);
        assertThat(response.headers().first("Content-Type")).contains(type);
        assertThat(calls.reason()).isEqualTo("answered_here");
    }

    @Test
    void answersWithoutABodyWhereThereMayBeNone() {
        Response response =
                answer(calls.decide(calls.policy("answer: {statusCode: 204}"), "GET", URL));

        assertThat(response.body().isEmpty()).isTrue();
        assertThat(response.headers().contains("Content-Type")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"?stop=1, x, false", "'', stop, false", "?a=b, x, true"})
    void answersOnlyWhatTriggersIt(String query, String header, boolean proceeds) {
        Decision decision =
                calls.decide(
                        calls.policy("answer: {trigger: stop}"), "GET", URL + query, header, "1");

        assertThat(decision.equals(Decision.PROCEED)).isEqualTo(proceeds);
    }

    @Test
    void echoesTheRequest() {
        Response response =
                answer(
                        calls.decide(
                                calls.policy("answer: {echo: true, statusCode: 200}"),
                                "POST",
                                URL + "?a=b",
                                Body.of("text"),
                                "X-One",
                                "1"));

        var request = Json.parse(response.body().text()).path("request");
        assertThat(request.path("method").asString()).isEqualTo("POST");
        assertThat(request.path("path").asString()).isEqualTo("/event");
        assertThat(request.path("query").path("a").asString()).isEqualTo("b");
        assertThat(request.path("headers").path("X-One").asString()).isEqualTo("1");
        assertThat(request.path("raw_body").asString()).isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{statusCode: 100} | 200 to 599",
                "{message: a, body: b} | must not stand beside",
                "{contentType: text/plain} | must go with a body",
            })
    void refusesSettingsThatContradictEachOther(String settings, String message) {
        assertThatThrownBy(() -> calls.policy("answer: " + settings))
                .isInstanceOfSatisfying(
                        ConfigRejected.class, e -> assertThat(e.report()).contains(message));
    }
}
