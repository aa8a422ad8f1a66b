package io.grantway.gateway.policy;

import static io.grantway.testing.PolicyCalls.answer;
import static io.grantway.testing.PolicyCalls.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.http.Problem;
import io.grantway.testing.PolicyCalls;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirePasswordTest {
    private static final String URL = "https://api.example/event";
    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers(
                            """
                              - username: acme
                                passwords:
                                  - {username: meg, password: "se:cret"}
                                  - {username: ann, password: "$stretched"}
                              - {username: guest}
                            """);
    private final Policy policy = calls.policy("requirePassword: {}");

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "meg:wrong, password_wrong",
        "ann:wrong, password_wrong",
        "nobody:x, user_unknown",
        "meg, password_missing",
        ":x, password_missing",
    })
    void refusesWhatDoesNotFit(String pair, String reason) {
        Decision decision = calls.decide(policy, "GET", URL, "Authorization", basic(pair));

        assertThat(answer(decision).status()).isEqualTo(401);
        assertThat(message(decision)).isEqualTo("Unauthorized");
        assertThat(answer(decision).headers().first("WWW-Authenticate"))
                .contains("Basic realm=\"service\"");
        assertThat(calls.reason()).isEqualTo(reason);
        assertThat(calls.explanation()).doesNotContain("wrong");
    }

    @ParameterizedTest
    @CsvSource({"Bearer x", "Basic", "Basic %%%", "''"})
    void readsNoOtherSchemes(String value) {
        Decision decision = calls.decide(policy, "GET", URL, "Authorization", value);

        assertThat(answer(decision).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("password_missing");
    }

    @ParameterizedTest
    @CsvSource({"Authorization", "Proxy-Authorization"})
    void takesAPasswordWithAColon(String field) {
        Decision decision = calls.decide(policy, "GET", URL, field, basic("meg:se:cret"));

        assertThat(decision).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream())
                .containsEntry("X-Consumer-Username", "acme")
                .containsEntry("X-Credential-Identifier", "meg")
                .doesNotContainKey(field);
        assertThat(calls.stretched).hasValue(0);
    }

    @Test
    void stretchesAPasswordThatFitsOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(calls.decide(policy, "GET", URL, "Authorization", basic("ann:stretched")))
                    .isEqualTo(Decision.PROCEED);
        }
        assertThat(calls.stretched).hasValue(1);
    }

    @Test
    void neverCallsAPasswordWrongThatNobodyCouldCheck() {
        calls.passwordsAreBusy();
        Policy withAnonymous = calls.policy("requirePassword: {anonymous: guest}");

        assertThatThrownBy(() ->
                        calls.decide(
                                withAnonymous, "GET", URL, "Authorization", basic("ann:stretched")))
                .hasRootCauseInstanceOf(Problem.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
        assertThat(calls.call().consumer()).isEmpty();
    }

    @Test
    void hidesTheCredentials() {
        calls.decide(
                calls.policy("requirePassword: {hideCredentials: true}"),
                "GET",
                URL,
                "Authorization",
                basic("meg:se:cret"));

        assertThat(calls.upstream()).containsEntry("Authorization", "-");
    }
}
