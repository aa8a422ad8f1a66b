package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.outbound.CallFailure.Reason;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestConnectionTest {
    private final Backend backend = new Backend();
    private final RestBench bench = new RestBench();

    @AfterEach
    void close() {
        bench.close();
        backend.close();
    }

    private static CallFailure failure(Runnable call) {
        return catchThrowableOfType(CallFailure.class, call::run);
    }

    @Test
    void putsValuesIntoTheirPlacesAndTheOthersIntoTheQuery() {
        bench.rest("url: '%s', query: {v: '1'}".formatted(backend.url("/billing/{client_id}")));
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("client_id", List.of("a/b c"));
        values.put("plan", List.of("p&1"));
        values.put("tag", List.of("x", "ü"));
        values.put("active", List.of("true"));

        bench.call(OutboundRequest.of("GET", "plans/{plan}").withValues(values));

        assertThat(backend.last().target())
                .isEqualTo("/billing/a%2Fb%20c/plans/p%261?v=1&tag=x&tag=%C3%BC&active=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "..           | would lead to another",
                ".            | would lead to another",
                "a/../../etc  | would lead to another",
                "..\\x        | would lead to another",
                "%2e%2e       | would lead to another",
                "''           | is empty",
                "x?y#z        | 200",
                "http://evil  | 200",
            })
    void letsNoValueChangeThePath(String value, String outcome) {
        bench.rest("url: '%s'".formatted(backend.url("/p/{id}/q")));
        OutboundRequest request =
                OutboundRequest.of("GET", "").withValues(Map.of("id", List.of(value)));
        if (outcome.equals("200")) {
            assertThat(bench.call(request)).startsWith("200");
            assertThat(backend.last().target()).matches("/p/[^/?#]+/q");
        } else {
            CallFailure failure = failure(() -> bench.call(request));
            assertThat(failure.reason()).isEqualTo(Reason.REQUEST);
            assertThat(failure).hasMessageContaining(outcome);
            assertThat(backend.count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/./b", "a/%2E%2e/b", "a?b=c", "a#b", "{", "a}b", "{id}"})
    void refusesAPathThatIsNone(String path) {
        bench.rest("url: '%s'".formatted(backend.url("/p")));
        assertThat(failure(() -> bench.get(path)).reason()).isEqualTo(Reason.REQUEST);
        assertThat(backend.count()).isZero();
    }

    @Test
    void sendsTheFieldsOfTheConnectionAndTheCallAndNoneThatFrameTheMessage() {
        bench.rest("url: '%s', headers: {Accept: a/b, X-Both: c}".formatted(backend.url("")));

        bench.call(
                OutboundRequest.of("POST", "/x")
                        .with("X-Both", "d")
                        .with("Host", "evil")
                        .with("Content-Length", "1")
                        .with("Transfer-Encoding", "chunked")
                        .with("Connection", "x-named")
                        .with("X-Named", "n")
                        .with("X-Request-Id", "mine")
                        .sending(OutboundBody.of("text/plain", Body.of("12345"))));

        var asked = backend.last();
        assertThat(asked.text()).isEqualTo("12345");
        assertThat(asked.header("Content-Type")).isEqualTo("text/plain");
        assertThat(asked.header("Content-Length")).isEqualTo("5");
        assertThat(asked.header("Transfer-Encoding")).isEmpty();
        assertThat(asked.header("Accept")).isEqualTo("a/b");
        assertThat(asked.header("X-Both")).isEqualTo("d");
        assertThat(asked.header("X-Named")).isEmpty();
        assertThat(asked.header("X-Request-Id")).isEqualTo("mine");
        assertThat(asked.header("Host")).isEqualTo("127.0.0.1:" + backend.port());
        assertThat(asked.header("Accept-Encoding")).isEqualTo("gzip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"X-A | 'a\r\nX-B: b'", "'X-A: x\r\nY' | a", "'' | a", "X-A | 'a\u0000b'"})
    void letsNoValueAddAHeaderField(String name, String value) {
        bench.rest("url: '%s'".formatted(backend.url("")));
        CallFailure failure =
                failure(() -> bench.call(OutboundRequest.of("GET", "/").with(name, value)));
        assertThat(failure.reason()).isEqualTo(Reason.REQUEST);
        assertThat(backend.count()).isZero();
    }

    @Test
    void makesARequestIdWhereTheCallHasNone() {
        bench.rest("url: '%s'".formatted(backend.url("")));
        try (OutboundAnswer answer = bench.api().call(OutboundRequest.of("GET", ""))) {
            assertThat(answer.requestId()).matches("[0-9a-f]{32}");
            assertThat(backend.last().header("X-Request-Id")).isEqualTo(answer.requestId());
        }
    }

    @Test
    void keepsTheConnectionAndSaysNothingOfItInTheAnswer() {
        backend.answering(one -> Answer.of(200, "x").with("Keep-Alive", "timeout=9"));
        bench.rest("url: '%s'".formatted(backend.url("")));
        for (int i = 0; i < 3; i++) {
            try (OutboundAnswer answer = bench.api().call(OutboundRequest.of("GET", ""))) {
                assertThat(answer.body().text()).isEqualTo("x");
                assertThat(answer.headers().contains("Keep-Alive")).isFalse();
            }
        }
        assertThat(backend.asked())
                .extracting(Backend.Asked::port)
                .containsOnly(backend.last().port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "basic: {username: frontdesk, password: 'pä:ss'} | Authorization | Basic"
                        + " ZnJvbnRkZXNrOnDDpDpzcw==",
                "bearer: {token: abc} | Authorization | Bearer abc",
                "apiKey: {name: X-Key, value: k1} | X-Key | k1",
                "apiKey: {name: Authorization, value: k1, prefix: 'Token '} | Authorization |"
                        + " Token k1",
                "apiKey: {name: sid, in: cookie, value: k1} | Cookie | a=b; sid=k1",
            })
    void provesItselfAsItsDefinitionSays(String kind, String field, String value) {
        bench.with(
                "securityDefinitions: [{name: D, %s}]\nconnections: [{name: API, rest: {url: '%s', security: D}}]"
                        .formatted(kind, backend.url("")));
        bench.call(
                OutboundRequest.of("GET", "").with("Cookie", "a=b").with("Authorization", "own"));
        assertThat(backend.last().header(field)).isEqualTo(value);
    }

    @Test
    void putsAKeyIntoTheQueryEncoded() {
        bench.with(
                "securityDefinitions: [{name: D, apiKey: {name: k, in: query, value: 'a&b'}}]\nconnections: [{name: API, rest: {url: '%s', security: D}}]"
                        .formatted(backend.url("/x")));
        bench.call(OutboundRequest.of("GET", "").withValues(Map.of("q", List.of("1"))));
        assertThat(backend.last().target()).isEqualTo("/x?q=1&k=a%26b");
    }

    @Test
    void sendsNothingWhereItsDefinitionIsMissing() {
        bench.rest("url: '%s', security: Gone".formatted(backend.url("")));
        CallFailure failure = failure(() -> bench.get(""));
        assertThat(failure.reason()).isEqualTo(Reason.NO_TOKEN);
        assertThat(failure).hasMessageContaining("Gone");
        assertThat(backend.count()).isZero();
    }

    @Test
    void saysTheNearestNameOfAConnectionThatIsNotThere() {
        bench.rest("url: '%s'".formatted(backend.url("")));
        CallFailure failure = failure(() -> bench.connections.find("default", "APi2"));
        assertThat(failure).hasMessageContaining("is it \"API\"?");
    }

    @Test
    void followsRedirectsToTheSameOriginOnly() {
        try (Backend elsewhere = new Backend()) {
            backend.answering(one ->
                    switch (one.target()) {
                        case "/near" -> Answer.of(302, "").with("Location", "/there?x=1");
                        case "/far" -> Answer.of(302, "").with("Location", elsewhere.url("/there"));
                        case "/post" -> Answer.of(307, "").with("Location", "/there");
                        case "/round" -> Answer.of(302, "").with("Location", "/round");
                        default -> Answer.of(200, one.method() + " " + one.text());
                    });
            bench.secured("url: '%s'".formatted(backend.url("")));

            assertThat(bench.get("/near")).isEqualTo("200 GET ");
            assertThat(backend.last().header("Authorization")).isEqualTo("Bearer token-1");
            assertThat(bench.get("/far")).isEqualTo("302 ");
            assertThat(elsewhere.count()).isZero();
            assertThat(
                            bench.call(
                                    OutboundRequest.of("POST", "/post")
                                            .sending(OutboundBody.of("a/b", Body.of("body")))))
                    .isEqualTo("200 POST body");
            assertThat(bench.get("/round")).isEqualTo("302 ");
        }
    }

    @Test
    void showsPastCallsWithoutSecrets() {
        bench.secured("url: '%s'".formatted(backend.url("/c/{id}")));
        bench.call(
                OutboundRequest.of("GET", "x")
                        .withValues(Map.of("id", List.of("private"), "q", List.of("private")))
                        .onBehalfOf(Secret.of("private"))
                        .with("X", "private")
                        .onBehalfOf(Secret.of("private")));
        assertThat(bench.connections.past("default", "API"))
                .singleElement()
                .satisfies(past -> {
                    assertThat(past.toString()).doesNotContain("private", "token-1");
                    assertThat(past.path()).isEqualTo("/c/{id}/x");
                    assertThat(past.status()).isEqualTo(200);
                });
    }
}
