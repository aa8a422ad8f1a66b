package io.grantway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.grantway.http.Outgoing;
import io.grantway.http.Response;
import io.grantway.oauth.Confirmation;
import io.grantway.testing.AtOnce;
import io.grantway.testing.Documents;
import io.grantway.testing.ForeignIssuer;
import io.grantway.testing.ForeignServer;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.TestClock;
import io.grantway.token.TokenServers.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server says of its tokens when it is asked, how often it is asked, and what of its
/// answers is believed.
@Timeout(60)
class IntrospectionTest {
    private static final String ISSUER = "https://login.example";
    private static final String ENDPOINT = ISSUER + "/introspect";

    private final TestClock clock = new TestClock();
    private final Documents documents = new Documents();

    private static String config(String more) {
        return "{issuer: '%s', introspection: {endpoint: '%s', clientId: gateway, clientSecret: s3cret%s}}"
                .formatted(ISSUER, ENDPOINT, more);
    }

    private ExternalServer server(String more) {
        return ForeignServer.of(config(more), documents, clock);
    }

    private Validation told(String answer) {
        documents.put(ENDPOINT, answer);
        return server("").validate(CandidateToken.of("opaque"));
    }

    private static String outcome(Validation validation) {
        return switch (validation) {
            case Validation.Valid _ -> "good";
            case Validation.Invalid(var reason, _) -> reason;
            case Validation.Undecided(var reason, _) -> reason;
        };
    }

    /// The way of a call: what is known, or else the question.
    private static String called(TokenServers servers, String text) {
        CandidateToken token = CandidateToken.of(text);
        Finding finding = servers.checkNow(token).orElseGet(() -> servers.check(token));
        return outcome(finding.validation());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"active\": true} | good",
                "{\"active\": true, \"iss\": \"https://login.example\"} | good",
                "{\"active\": true, \"token_type\": \"DPoP\"} | good",
                "{\"active\": false, \"sub\": \"megan\"} | token_inactive",
                "{\"active\": \"true\"} | token_inactive",
                "{\"active\": 1} | token_inactive",
                "{\"active\": null} | token_inactive",
                "{\"active\": [true]} | token_inactive",
                "{} | token_inactive",
                "{\"Active\": true} | token_inactive",
                "{\"active\": false, \"active\": true} | introspection_unavailable",
                "{\"active\": true} {\"active\": true} | introspection_unavailable",
                "[{\"active\": true}] | introspection_unavailable",
                "true | introspection_unavailable",
                "null | introspection_unavailable",
                "'' | introspection_unavailable",
                "<html>active</html> | introspection_unavailable",
                "{\"active\": true, \"token_type\": \"refresh_token\"} | token_type_wrong",
                "{\"active\": true, \"typ\": \"Refresh\"} | token_type_wrong",
                "{\"active\": true, \"typ\": \"ID\"} | token_type_wrong",
                "{\"active\": true, \"iss\": \"https://other.example\"} | token_issuer_wrong",
                "{\"active\": true, \"iss\": \"\"} | token_issuer_wrong",
                "{\"active\": true, \"iss\": [\"https://login.example\"]} | token_issuer_wrong",
                "{\"active\": true, \"exp\": 1} | token_expired",
                "{\"active\": true, \"exp\": -1} | token_malformed",
                "{\"active\": true, \"exp\": \"9999999999\"} | token_malformed",
                "{\"active\": true, \"exp\": 1e300} | token_malformed",
                "{\"active\": true, \"exp\": 1e999999999} | token_malformed",
                "{\"active\": true, \"nbf\": 9999999999} | token_not_yet_valid",
                "{\"active\": true, \"iat\": 9999999999} | token_not_yet_valid",
            })
    void believesOnlyWhatIsSaidAsTheRfcSays(String answer, String expected) {
        assertThat(outcome(told(answer))).isEqualTo(expected);
    }

    @Test
    void aNumberOfAThousandDigitsIsNoTime() {
        assertThat(outcome(told("{\"active\": true, \"exp\": " + "9".repeat(900) + "}")))
                .isEqualTo("token_malformed");
    }

    @Test
    void aDeepAnswerIsNoAnswer() {
        assertThat(
                        outcome(
                                told(
                                        "{\"active\": true, \"a\": "
                                                + "[".repeat(20_000)
                                                + "]".repeat(20_000)
                                                + "}")))
                .isEqualTo("introspection_unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scope\": 7, \"sub\": [1], \"client_id\": {}",
                "\"scope\": [[\"a\"], 1, null]",
                "\"scope\": \"a\\u0000b \\\" \\\\\", \"sub\": \"a\\r\\nb\"",
                "\"cnf\": \"text\", \"aud\": {\"a\": 1}",
                "\"aud\": [null, 1, [\"a\"]]",
            })
    void anActiveTokenWithStrangeClaimsBreaksNothing(String claims) {
        assertThatCode(() -> told("{\"active\": true, " + claims + "}")).doesNotThrowAnyException();
    }

    @Test
    void anAnswerMustNameOneOfTheAudiencesThatAreAskedFor() {
        String config =
                "{audience: [orders-api], introspection: {endpoint: '%s', clientId: gateway, clientSecret: s}}"
                        .formatted(ENDPOINT);
        ExternalServer server = ForeignServer.of(config, documents, clock);
        for (String aud : List.of("", ", \"aud\": []", ", \"aud\": \"other\"", ", \"aud\": 1")) {
            documents.put(ENDPOINT, "{\"active\": true" + aud + "}");
            assertThat(outcome(server.validate(CandidateToken.of("opaque"))))
                    .isEqualTo("token_audience_wrong");
        }
        documents.put(ENDPOINT, "{\"active\": true, \"aud\": [\"other\", \"orders-api\"]}");
        assertThat(outcome(server.validate(CandidateToken.of("opaque")))).isEqualTo("good");
    }

    @Test
    void anAnswerCountsNoLongerThanItsToken() {
        TokenServers servers = ForeignServer.remembering(server(", cache: 10m"), clock);
        long end = clock.instant().getEpochSecond() + 60;
        documents.put(ENDPOINT, "{\"active\": true, \"exp\": " + end + "}");
        assertThat(called(servers, "opaque")).isEqualTo("good");
        documents.put(ENDPOINT, "{\"active\": false}");
        clock.forward(Duration.ofSeconds(59));
        assertThat(called(servers, "opaque")).isEqualTo("good");
        clock.forward(Duration.ofSeconds(1));
        assertThat(called(servers, "opaque")).isEqualTo("token_inactive");
    }

    @Test
    void asksEachTimeWhereNothingIsToBeRemembered() {
        TokenServers servers = ForeignServer.remembering(server(", cache: 0s"), clock);
        documents.put(ENDPOINT, "{\"active\": true}");
        for (int i = 1; i <= 3; i++) {
            assertThat(called(servers, "opaque")).isEqualTo("good");
            assertThat(documents.requests()).hasSize(i);
        }
        documents.put(ENDPOINT, "{\"active\": false}");
        assertThat(called(servers, "opaque")).isEqualTo("token_inactive");
    }

    @Test
    void noticesARevokedTokenWithinItsCacheTime() {
        IssuerFixture there = new IssuerFixture();
        IssuerFixture.Served served = there.serve(ISSUER + "/auth", "{}");
        AtomicInteger questions = new AtomicInteger();
        Outgoing network =
                ForeignServer.answeredBy(request -> {
                    if (request.head().target().path().endsWith("/introspect")) {
                        questions.incrementAndGet();
                    }
                    return served.endpoints.handle(request);
                });
        TokenServers servers =
                ForeignServer.remembering(
                        ForeignServer.of(
                                "{issuer: '%s/auth', audience: [orders], introspection: {clientId: other, clientSecret: other-secret, always: true, cache: 10s}}"
                                        .formatted(ISSUER),
                                network,
                                there.clock),
                        there.clock);
        String token = served.consented("crm", "read").path("access_token").asString();

        assertThat(called(servers, token)).isEqualTo("good");
        assertThat(called(servers, token)).isEqualTo("good");
        assertThat(questions).hasValue(1);
        served.form("/revoke", "token=" + token, IssuerFixture.basic("crm"));
        assertThat(called(servers, token)).isEqualTo("good");
        there.clock.forward(Duration.ofSeconds(10));
        assertThat(called(servers, token)).isEqualTo("token_inactive");
        assertThat(questions).hasValue(2);
        assertThat(called(servers, token.substring(0, token.length() - 8) + "AAAAAAAA"))
                .isEqualTo("token_signature_wrong");
        assertThat(questions).as("only of tokens with a good signature").hasValue(2);
    }

    @Test
    void aSignedTokenKeepsWhatItsServerDoesNotRepeat() {
        ForeignIssuer login = new ForeignIssuer(ISSUER, clock);
        login.publish(documents);
        documents.put(ENDPOINT, "{\"active\": true, \"scope\": \"less\"}");
        String text =
                login.token(
                        Map.of(
                                "cnf",
                                Map.of("jkt", "thumb"),
                                "exp",
                                Date.from(clock.instant().plusSeconds(5))));

        Validation validation = server(", always: true").validate(CandidateToken.of(text));
        assertThat(validation).isInstanceOf(Validation.Valid.class);
        Validation.Valid good = (Validation.Valid) validation;
        assertThat(good.token().confirmation()).contains(new Confirmation.ByDpop("thumb"));
        assertThat(good.token().audience()).containsExactly("orders-api");
        assertThat(good.token().subject()).contains("megan");
        assertThat(good.token().scopes().tokens()).containsExactly("less");
        assertThat(good.until()).isEqualTo(clock.instant().plusSeconds(5));

        documents.put(
                ENDPOINT, "{\"active\": true, \"cnf\": {\"jkt\": \"thief\"}, \"exp\": 9999999999}");
        Validation.Valid other =
                (Validation.Valid) server(", always: true").validate(CandidateToken.of(text));
        assertThat(other.token().confirmation()).contains(new Confirmation.ByDpop("thumb"));
        assertThat(other.token().expiresAt()).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void aHundredCallsWithOneNewTokenAreOneQuestion() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        TokenServers servers =
                ForeignServer.remembering(
                        ForeignServer.of(
                                config(""),
                                ForeignServer.answeredBy(_ -> {
                                    questions.incrementAndGet();
                                    asked.countDown();
                                    await(answers);
                                    return answer("{\"active\": true}");
                                }),
                                clock),
                        clock);
        AtomicInteger begun = new AtomicInteger();
        List<Callable<String>> calls =
                new ArrayList<>(
                        Collections.nCopies(
                                100,
                                () -> {
                                    if (begun.incrementAndGet() == 100) {
                                        await(asked);
                                        answers.countDown();
                                    }
                                    return called(servers, "opaque");
                                }));

        assertThat(AtOnce.call(calls)).hasSize(100).containsOnly("good");
        assertThat(questions).hasValue(1);
    }

    @Test
    void leavesAServerAloneThatFailedThreeTimes() {
        ExternalServer server = server("");
        documents.put(ENDPOINT, 500, "");
        for (int i = 0; i < 5; i++) {
            assertThat(outcome(server.validate(CandidateToken.of("t" + i))))
                    .isEqualTo("introspection_unavailable");
        }
        assertThat(documents.requests()).hasSize(3);
        clock.forward(Introspection.PAUSE);
        server.validate(CandidateToken.of("t6"));
        server.validate(CandidateToken.of("t7"));
        assertThat(documents.requests()).as("one more failure is enough").hasSize(4);
        clock.forward(Introspection.PAUSE);
        documents.put(ENDPOINT, "{\"active\": true}");
        assertThat(outcome(server.validate(CandidateToken.of("t8")))).isEqualTo("good");
        documents.put(ENDPOINT, 500, "");
        server.validate(CandidateToken.of("t9"));
        documents.put(ENDPOINT, "{\"active\": true}");
        assertThat(outcome(server.validate(CandidateToken.of("t10")))).isEqualTo("good");
    }

    @Test
    void asksNoMoreThanSixtyFourThingsAtOnce() throws Exception {
        CountDownLatch full = new CountDownLatch(64);
        CountDownLatch answers = new CountDownLatch(1);
        ExternalServer server =
                ForeignServer.of(
                        config(""),
                        ForeignServer.answeredBy(_ -> {
                            full.countDown();
                            await(answers);
                            return answer("{\"active\": true}");
                        }),
                        clock);
        List<Future<Validation>> waiting = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                CandidateToken token = CandidateToken.of("t" + i);
                waiting.add(threads.submit(() -> server.validate(token)));
            }
            await(full);
            try {
                assertThat(outcome(server.validate(CandidateToken.of("one more"))))
                        .isEqualTo("introspection_unavailable");
            } finally {
                answers.countDown();
            }
        }
        for (Future<Validation> each : waiting) {
            assertThat(outcome(each.get())).isEqualTo("good");
        }
        assertThat(outcome(server.validate(CandidateToken.of("later")))).isEqualTo("good");
    }

    @Test
    void waitsNoLongerForAnAnswerThanItWasTold() {
        documents.put(ENDPOINT, "{\"active\": true}");
        server(", timeout: 700ms").validate(CandidateToken.of("opaque"));
        assertThat(documents.requests().getFirst().limits().total())
                .isEqualTo(Duration.ofMillis(700));
        assertThat(documents.requests().getFirst().limits().bytes()).isEqualTo(64 * 1024);
        assertThat(documents.requests().getFirst().toString()).doesNotContain("opaque");
        assertThat(documents.requests().getFirst().uri().getQuery()).isNull();
    }

    private static Response answer(String json) {
        return Response.of(200, "application/json", json);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
