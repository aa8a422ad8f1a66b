package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.http.Body;
import io.grantway.outbound.CallFailure.Reason;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.TokenIssuer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a token that an API refuses.
class RenewalTest {
    private final Backend backend = new Backend();
    private final RestBench bench = new RestBench();
    private volatile String good = "token-1";

    @AfterEach
    void close() {
        bench.close();
        backend.close();
    }

    private int tokenRequests() {
        return bench.tokens.issuer.count();
    }

    @Test
    void renewsOnceInsideTheCallAndTheCallerSeesTheAnswer() {
        backend.taking(() -> good);
        bench.secured("url: '%s'".formatted(backend.url("")));
        assertThat(bench.get("")).isEqualTo("200 for Bearer token-1");

        good = "token-2";
        assertThat(bench.get("")).isEqualTo("200 for Bearer token-2");
        assertThat(tokenRequests()).isEqualTo(2);
        assertThat(backend.count()).isEqualTo(3);
        assertThat(bench.figures().renewals()).isEqualTo(1);
        assertThat(bench.connections.past("default", "API").getFirst())
                .satisfies(past -> {
                    assertThat(past.tries()).isEqualTo(2);
                    assertThat(past.status()).isEqualTo(200);
                    assertThat(past.token()).hasSize(8);
                });
    }

    @Test
    void answersTheSecondRefusalAndDoesNotAskForATokenAtEachCall() {
        backend.taking(() -> "another");
        bench.secured("url: '%s'".formatted(backend.url("")));
        for (int i = 0; i < 5; i++) {
            assertThat(bench.get("")).isEqualTo("401 no");
        }
        assertThat(tokenRequests()).isEqualTo(2);
    }

    @Test
    void renewsOnceForAllWhoUsedTheRefusedToken() throws Exception {
        backend.taking(() -> good);
        bench.secured("pool: 64, waitForPlace: 10s, url: '%s'".formatted(backend.url("")));
        assertThat(bench.get("")).startsWith("200");
        good = "token-2";
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Callable<String> call =
                        () -> {
                            start.await();
                            return bench.get("");
                        };
                answers.add(callers.submit(call));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("200 for Bearer token-2");
            }
        }
        assertThat(tokenRequests()).isEqualTo(2);
    }

    @Test
    void neverSharesATokenBetweenTwoDefinitions() {
        String same =
                "oauth2: {tokenEndpoint: '%s', clientId: grantway, clientSecret: s3cret}"
                        .formatted(bench.tokens.issuer.uri());
        bench.with(
                """
                securityDefinitions: [{name: A, %s}, {name: B, %s}]
                connections:
                  - {name: API, rest: {url: '%s', security: A}}
                  - {name: Other, rest: {url: '%s', security: B}}
                """
                        .formatted(same, same, backend.url("/a"), backend.url("/b")));
        bench.get("");
        assertThat(backend.last().header("Authorization")).isEqualTo("Bearer token-1");
        try (OutboundAnswer answer =
                bench.connections.find("default", "Other").call(OutboundRequest.of("GET", ""))) {
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(backend.last().header("Authorization")).isEqualTo("Bearer token-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[401] | 403 | ''                                        | false",
                "[401] | 403 | Bearer error=\"invalid_token\"            | true",
                "[401] | 401 | Bearer realm=\"x\", error=\"insufficient_scope\" | false",
                "[401] | 401 | Bearer error=\"invalid_token\"            | true",
                "[401, 403] | 403 | ''                                   | true",
                "[401, 403] | 403 | Bearer error=\"insufficient_scope\"  | false",
                "[]    | 401 | ''                                        | false",
                "[401] | 500 | ''                                        | false",
            })
    void renewsForWhatTheDefinitionCallsARefusal(
            String statuses, int status, String challenge, boolean renews) {
        backend.answering(one ->
                one.header("Authorization").equals("Bearer token-2")
                        ? Answer.of(200, "good")
                        : Answer.of(status, "bad").with("WWW-Authenticate", challenge));
        with("renewOn: {statuses: %s}".formatted(statuses));
        assertThat(bench.get("")).isEqualTo(renews ? "200 good" : status + " bad");
    }

    @Test
    void renewsForATextInAnAnswerOf200AndLeavesTheBodyOfOthersWhole() {
        backend.answering(one ->
                one.header("Authorization").equals("Bearer token-2")
                        ? Answer.of(200, "x".repeat(20_000))
                        : Answer.of(200, "{\"error\":\"INVALID_SESSION\"}"));
        with("renewOn: {texts: [INVALID_SESSION]}");
        assertThat(bench.get("")).isEqualTo("200 " + "x".repeat(20_000));
    }

    private void with(String renewOn) {
        String okta = bench.okta();
        bench.with(
                "securityDefinitions: [%s, %s}]\nconnections: [{name: API, rest: {security: Okta, url: '%s'}}]"
                        .formatted(okta.substring(0, okta.length() - 1), renewOn, backend.url("")));
    }

    @Test
    void makesACallWithABodyAgainButNotOneThatIsStreamed() {
        backend.answering(one ->
                one.header("Authorization").equals("Bearer token-2")
                        ? Answer.of(200, one.text())
                        : Answer.of(401, "no"));
        bench.secured("url: '%s'".formatted(backend.url("")));
        OutboundBody streamed =
                new OutboundBody.Streamed(
                        "a/b",
                        new ByteArrayInputStream("once".getBytes(StandardCharsets.UTF_8)),
                        OptionalLong.empty());
        assertThat(bench.call(OutboundRequest.of("POST", "").sending(streamed)))
                .isEqualTo("401 no");
        assertThat(tokenRequests()).isEqualTo(1);
        assertThat(
                        bench.call(
                                OutboundRequest.of("POST", "")
                                        .sending(OutboundBody.of("a/b", Body.of("again")))))
                .isEqualTo("200 again");
    }

    @Test
    void saysWhichDefinitionHasNoTokenAndSendsNothing() {
        bench.tokens.issuer.answering(_ -> TokenIssuer.Answer.error(401, "invalid_client"));
        bench.secured("url: '%s'".formatted(backend.url("")));
        CallFailure failure = catchThrowableOfType(CallFailure.class, () -> bench.get(""));
        assertThat(failure.reason()).isEqualTo(Reason.NO_TOKEN);
        assertThat(failure).hasMessageContaining("security definition \"Okta\"");
        assertThat(backend.count()).isZero();
    }

    @Test
    void saysWhichDefinitionHasNoOtherTokenWhereOneIsRefused() {
        backend.taking(() -> good);
        bench.secured("url: '%s'".formatted(backend.url("")));
        bench.get("");
        good = "token-2";
        bench.tokens.issuer.answering(_ -> TokenIssuer.Answer.error(503, "down"));
        assertThatThrownBy(() -> bench.get(""))
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(CallFailure.Reason.NO_TOKEN))
                .hasMessageContaining("Okta");
    }

    @Test
    void asksForNoFurtherTokenWhileOneIsGood() {
        bench.secured("url: '%s'".formatted(backend.url("")));
        for (int i = 0; i < 200; i++) {
            bench.get("");
        }
        assertThat(tokenRequests()).isEqualTo(1);
        bench.tokens.clock.forward(Duration.ofHours(2));
        bench.get("");
        assertThat(tokenRequests()).isEqualTo(2);
    }
}
