package io.grantway.gateway.policy;

import static io.grantway.testing.PolicyCalls.answer;
import static io.grantway.testing.PolicyCalls.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Consumer;
import io.grantway.config.Secret;
import io.grantway.gateway.Decision;
import io.grantway.http.Body;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.PolicyCalls;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequireKeyTest {
    private static final String URL = "https://api.example/event";
    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers(
                            """
                              - {username: acme, customId: c7, keys: [one, {key: two}]}
                              - {username: guest}
                            """);

    @ParameterizedTest
    @CsvSource({
        "'', 401, No API key found in request, key_missing",
        "wrong, 401, Unauthorized, key_unknown",
    })
    void refusesACallWithoutAGoodKey(String key, int status, String text, String reason) {
        Decision decision = calls.decide(calls.policy("requireKey: {}"), "GET", URL, "apikey", key);

        assertThat(answer(decision).status()).isEqualTo(status);
        assertThat(message(decision)).isEqualTo(text);
        assertThat(answer(decision).headers().first("WWW-Authenticate")).contains("Key");
        assertThat(calls.reason()).isEqualTo(reason);
        assertThat(calls.call().consumer()).isEmpty();
    }

    @Test
    void neverTellsAKeyInAnExplanation() {
        calls.decide(calls.policy("requireKey: {}"), "GET", URL, "apikey", "planted");

        assertThat(calls.explanation())
                .contains(TokenHash.of("planted").fingerprint())
                .doesNotContain("planted");
    }

    @ParameterizedTest
    @CsvSource({
        "?apikey=one&apikey=two, x, y",
        "'', apikey, one",
    })
    void refusesTwoKeys(String query, String name, String value) {
        Decision decision =
                calls.decide(
                        calls.policy("requireKey: {realm: events}"),
                        "GET",
                        URL + query,
                        "apikey".equals(name) ? "ApiKey" : "other",
                        "two",
                        name,
                        value);

        boolean inHeader = name.equals("apikey");
        assertThat(message(decision))
                .isEqualTo("Duplicate API key found")
                .as(String.valueOf(inHeader));
        assertThat(answer(decision).headers().first("WWW-Authenticate"))
                .contains("Key realm=\"events\"");
    }

    @Test
    void tellsTheUpstreamWhoCalls() {
        Decision decision =
                calls.decide(
                        calls.policy("requireKey: {}"),
                        "GET",
                        URL,
                        "apikey",
                        "two",
                        "X_Consumer_Username",
                        "root",
                        "X-Consumer-Groups",
                        "admins");

        assertThat(decision).isEqualTo(Decision.PROCEED);
        Consumer consumer = calls.call().consumer().orElseThrow();
        assertThat(consumer.username()).isEqualTo("acme");
        String id = CatalogBuilder.keyId(PolicyCalls.WORKSPACE, Secret.of("two")).toString();
        assertThat(calls.call().credential().map(Object::toString)).contains(id);
        assertThat(calls.upstream())
                .containsEntry("X-Consumer-Username", "acme")
                .containsEntry("X-Consumer-Custom-ID", "c7")
                .containsEntry("X-Consumer-ID", consumer.id().toString())
                .containsEntry("X-Credential-Identifier", id)
                .containsEntry("X-Authenticated-UserId", "-")
                .containsEntry("X-Authenticated-Scope", "-")
                .containsEntry("X-Anonymous-Consumer", "-")
                .containsEntry("X_Consumer_Username", "-")
                .containsEntry("X-Consumer-Groups", "-");
    }

    @ParameterizedTest
    @CsvSource({
        "requireKey: {}, ?apikey=one, true",
        "'requireKey: {keyNames: [x, k]}', ?k=one, true",
        "'requireKey: {keyInQuery: false}', ?apikey=one, false",
        "'requireKey: {keyNames: [x]}', ?apikey=one, false",
        "requireKey: {}, ?apikey=%zz, false",
    })
    void looksIntoTheQueryWhereItsSettingsSaySo(String policy, String query, boolean good) {
        if (query.contains("%zz")) {
            query = "?apikey=";
        }
        Decision decision = calls.decide(calls.policy(policy), "GET", URL + query);

        assertThat(decision.equals(Decision.PROCEED)).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded | a=1&apikey=one&b=2 | a=1&b=2",
                "application/json; charset=utf-8 | {\"a\":1,\"apikey\":\"one\"} | {\"a\":1}",
            })
    void takesAndHidesAKeyInTheBody(String type, String body, String rest) {
        Decision decision =
                calls.decide(
                        calls.policy("requireKey: {keyInBody: true, hideCredentials: true}"),
                        "POST",
                        URL,
                        Body.of(body),
                        "Content-Type",
                        type);

        assertThat(decision).isEqualTo(Decision.PROCEED);
        assertThat(Optional.ofNullable(calls.call().replacement()).map(Body::text)).contains(rest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | apikey=one | 5",
                "application/json | [1] | 5",
                "application/json | {broken | 5",
                "application/json | {\"apikey\":[\"one\"]} | 5",
                "application/x-www-form-urlencoded | apikey=one | 1048577",
            })
    void findsNoKeyInOtherBodies(String type, String body, String length) {
        Decision decision =
                calls.decide(
                        calls.policy("requireKey: {keyInBody: true}"),
                        "POST",
                        URL,
                        Body.of(body),
                        "Content-Type",
                        type,
                        "Content-Length",
                        length);

        assertThat(message(decision)).isEqualTo("No API key found in request");
    }

    @Test
    void hidesTheKeyInHeaderAndQuery() {
        calls.decide(
                calls.policy("requireKey: {hideCredentials: true}"),
                "GET",
                URL + "?a=1&api%6Bey=x",
                "apikey",
                "one");

        assertThat(calls.upstream()).containsEntry("apikey", "-");
        assertThat(calls.call().query()).isEqualTo("a=1");
    }

    @Test
    void letsAPreflightRequestThroughAsNobodyWhereAsked() {
        Decision decision =
                calls.decide(
                        calls.policy("requireKey: {runOnPreflight: false}"),
                        "OPTIONS",
                        URL,
                        "X-Consumer-Username",
                        "root");

        assertThat(decision).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Consumer-Username", "-");
        assertThat(calls.call().consumer()).isEmpty();
        assertThat(answer(calls.decide(calls.policy("requireKey: {}"), "OPTIONS", URL)).status())
                .isEqualTo(401);
    }

    @Test
    void letsACallThroughAsTheAnonymousConsumerUntilAnotherPolicyKnowsBetter() {
        Decision first =
                calls.decide(
                        calls.policy("requireJwt: {anonymous: guest}"),
                        "GET",
                        URL,
                        "apikey",
                        "one");
        assertThat(first).isEqualTo(Decision.PROCEED);
        assertThat(calls.call().consumer().map(Consumer::username)).contains("guest");
        assertThat(calls.call().credential()).isEmpty();

        assertThat(calls.again(calls.policy("requireKey: {anonymous: guest}")))
                .isEqualTo(Decision.PROCEED);
        assertThat(calls.call().consumer().map(Consumer::username)).contains("acme");

        assertThat(calls.again(calls.policy("requirePassword: {anonymous: guest}")))
                .isEqualTo(Decision.PROCEED);
        assertThat(calls.call().consumer().map(Consumer::username)).contains("acme");
        assertThat(calls.upstream())
                .containsEntry("X-Consumer-Username", "acme")
                .containsEntry("X-Anonymous-Consumer", "-");
    }

    @Test
    void knowsAKeyAsSoonAsItsConsumerIsThereAndNoLonger() {
        var policy = calls.policy("requireKey: {}");
        calls.consumers("  - {username: other, keys: [three]}\n");

        assertThat(calls.decide(policy, "GET", URL, "apikey", "three")).isEqualTo(Decision.PROCEED);
        assertThat(answer(calls.decide(policy, "GET", URL, "apikey", "one")).status())
                .isEqualTo(401);
    }
}
