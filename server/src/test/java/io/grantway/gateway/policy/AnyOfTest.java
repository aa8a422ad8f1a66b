package io.grantway.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.http.Response;
import io.grantway.testing.ForeignIssuer;
import io.grantway.testing.PolicyCalls;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several ways to prove who calls, of which one is enough, or all are needed.
class AnyOfTest {
    private static final String URL = "https://api.example/orders";

    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers("  - {username: acme, keys: [secret-key]}\n")
                    .servers("  - {name: login, external: {issuer: 'https://login.example'}}\n");
    private final ForeignIssuer login = new ForeignIssuer("https://login.example", calls.clock);

    AnyOfTest() {
        login.publish(calls.documents);
    }

    private Policy tokenOrKey() {
        return calls.policy(
                "anyOf: {policies: [{requireToken: {scopes: [orders.read]}}, {requireKey: {}}]}");
    }

    @Test
    void oneOfThemIsEnough() {
        Policy policy = tokenOrKey();
        assertThat(calls.decide(policy, "GET", URL, "Authorization", "Bearer " + login.token()))
                .isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Authorization-Server", "login");
        assertThat(calls.decide(policy, "GET", URL, "apikey", "secret-key"))
                .isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Consumer-Username", "acme");
        assertThat(calls.call().record().reason()).isNull();
    }

    @Test
    void aCallWithNeitherIsToldOfBoth() {
        Response answer = PolicyCalls.answer(calls.decide(tokenOrKey(), "GET", URL));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().all("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Bearer"))
                .anyMatch(challenge -> challenge.startsWith("Key"));
        assertThat(calls.explanation()).contains("access_token_missing", "key_missing");
    }

    @Test
    void whoIsKnownAndMayNotIsToldSo() {
        String token = login.token(Map.of("scope", "other"));
        Response answer =
                PolicyCalls.answer(
                        calls.decide(tokenOrKey(), "GET", URL, "Authorization", "Bearer " + token));
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void aTokenThatCannotBeJudgedIsNotCalledBad() {
        calls.documents.remove("https://login.example/.well-known/openid-configuration");
        Response answer =
                PolicyCalls.answer(
                        calls.decide(
                                tokenOrKey(),
                                "GET",
                                URL,
                                "Authorization",
                                "Bearer " + login.token()));
        assertThat(answer.status()).isEqualTo(503);
    }

    /// What one way has found out must not stay with a call that another lets pass.
    @Test
    void whoCameByItsAddressIsNobodyElse() {
        Policy policy =
                calls.policy(
                        "anyOf: {policies: [{requireToken: {scopes: [admin]}}, {requireAddress:"
                                + " {allow: [127.0.0.1]}}]}");
        Decision decision =
                calls.decide(
                        policy,
                        "GET",
                        URL,
                        "Authorization",
                        "Bearer " + login.token(),
                        "X-Consumer-Username",
                        "admin");
        assertThat(decision).isEqualTo(Decision.PROCEED);
        assertThat(calls.call().consumer()).isEmpty();
        assertThat(calls.upstream()).containsEntry("X-Consumer-Username", "-");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.0/8, true", "10.0.0.0/8, false"})
    void allOfNeedsEveryOne(String network, boolean passes) {
        Policy policy =
                calls.policy(
                        "anyOf: {policies: [{allOf: {policies: [{requireKey: {}}, {requireAddress:"
                                + " {allow: ["
                                + network
                                + "]}}]}}]}");
        Decision decision = calls.decide(policy, "GET", URL, "apikey", "secret-key");
        assertThat(decision.equals(Decision.PROCEED)).isEqualTo(passes);
        assertThat(calls.decide(policy, "GET", URL)).isNotEqualTo(Decision.PROCEED);
    }

    @Test
    void aCertificateIsMissingWhereTheConnectionShowsNone() {
        Policy policy = calls.policy("requireCertificate: {}");
        assertThat(PolicyCalls.answer(calls.decide(policy, "GET", URL)).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("certificate_missing");
    }
}
