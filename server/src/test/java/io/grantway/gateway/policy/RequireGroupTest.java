package io.grantway.gateway.policy;

import static io.grantway.testing.PolicyCalls.answer;
import static io.grantway.testing.PolicyCalls.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.Decision;
import io.grantway.testing.PolicyCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequireGroupTest {
    private static final String URL = "https://api.example/event";
    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers(
                            """
                              - {username: acme, keys: [one], groups: [silver, gold]}
                              - {username: lone, keys: [two]}
                            """);

    private Decision decide(String key, String policy) {
        calls.decide(
                calls.policy("requireKey: {}"),
                "GET",
                URL,
                "apikey",
                key,
                "X-Consumer-Groups",
                "admins");
        return calls.again(calls.policy(policy));
    }

    @ParameterizedTest
    @CsvSource({
        "one, 'requireGroup: {allow: [gold, x]}'",
        "one, 'requireGroup: {deny: [bronze]}'",
        "two, 'requireGroup: {deny: [gold]}'",
    })
    void letsThroughWhoMay(String key, String policy) {
        assertThat(decide(key, policy)).isEqualTo(Decision.PROCEED);
    }

    @ParameterizedTest
    @CsvSource({
        "one, 'requireGroup: {allow: [bronze]}', group_missing",
        "two, 'requireGroup: {allow: [gold]}', group_missing",
        "one, 'requireGroup: {deny: [x, gold]}', group_denied",
    })
    void refusesWhoMayNot(String key, String policy, String reason) {
        Decision decision = decide(key, policy);

        assertThat(answer(decision).status()).isEqualTo(403);
        assertThat(message(decision)).isEqualTo("You cannot consume this service");
        assertThat(calls.reason()).isEqualTo(reason);
    }

    @Test
    void refusesACallOfNobody() {
        Decision decision = calls.decide(calls.policy("requireGroup: {deny: [x]}"), "GET", URL);

        assertThat(answer(decision).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("group_of_nobody");
    }

    @Test
    void tellsTheUpstreamTheGroupsUnlessHidden() {
        decide("one", "requireGroup: {allow: [gold]}");
        assertThat(calls.upstream()).containsEntry("X-Consumer-Groups", "gold, silver");

        decide("one", "requireGroup: {allow: [gold], hideGroupsHeader: true}");
        assertThat(calls.upstream()).containsEntry("X-Consumer-Groups", "-");

        decide("two", "requireGroup: {deny: [gold]}");
        assertThat(calls.upstream()).containsEntry("X-Consumer-Groups", "-");
    }
}
