package io.grantway.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.PolicyCalls;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequireSubscriptionTest {
    private static final String PLANS =
            """
            plans:
              - {name: bronze, limits: [{requests: 5, per: minute}]}
              - {name: single, concurrency: 1}
              - {name: bulk, limits: [{bytes: 100, per: hour}]}
              - {name: free}
              - name: both
                limits: [{requests: 2, per: second}, {requests: 3, per: day}]
            consumers:
              - username: partner
                keys: [of-the-consumer]
                applications:
                  - name: crm
                    keys: [crm-key]
                    passwords: [{username: crm, password: crm-password}]
                    subscriptions: [{api: Event, plan: bronze}]
                  - {name: shop, keys: [shop-key]}
            """;

    private final PolicyCalls calls = new PolicyCalls();
    private Policy key;
    private Policy subscription;

    @BeforeEach
    void open() {
        calls.inForce(PLANS);
        key = calls.policy("requireKey: {}");
        subscription = calls.policy("requireSubscription: {}");
    }

    private Decision call(String apiKey) {
        calls.decide(key, "GET", "http://a/", "apikey", apiKey);
        return calls.again(subscription);
    }

    private Response answered(String apiKey) {
        return calls.answered(call(apiKey));
    }

    private String told(String field) {
        return calls.answered(Decision.PROCEED).headers().first(field).orElse("");
    }

    private void plan(String plan) {
        calls.inForce(PLANS.replace("plan: bronze", "plan: " + plan));
    }

    @Test
    void refusesTheSixthCallOfAMinuteOnBronze() {
        for (int left = 4; left >= 0; left--) {
            assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
            assertThat(told("RateLimit")).isEqualTo("\"bronze\";r=" + left + ";t=60");
            assertThat(told("RateLimit-Policy")).isEqualTo("\"bronze\";q=5;w=60");
        }
        calls.clock.forward(Duration.ofSeconds(23));

        Response sixth = answered("crm-key");

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.headers().first("Content-Type")).contains("application/problem+json");
        assertThat(Json.parse(sixth.body().text()).path("code").asString())
                .isEqualTo("plan_exceeded");
        assertThat(sixth.headers().first("Retry-After")).contains("37");
        assertThat(sixth.headers().first("RateLimit")).contains("\"bronze\";r=0;t=37");
        assertThat(sixth.headers().first("RateLimit-Policy")).contains("\"bronze\";q=5;w=60");
        assertThat(calls.call().record().plan()).isEqualTo("bronze");
        calls.clock.forward(Duration.ofSeconds(37));
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
    }

    @Test
    void anApplicationHasOneBucketWhateverItCallsWith() {
        Policy password = calls.policy("requirePassword: {}");
        for (int i = 0; i < 4; i++) {
            call("crm-key");
        }
        String basic = "Basic Y3JtOmNybS1wYXNzd29yZA==";
        calls.decide(password, "GET", "http://a/", "Authorization", basic);
        assertThat(calls.again(subscription)).isEqualTo(Decision.PROCEED);
        assertThat(told("RateLimit")).contains("r=0");
        assertThat(answered("crm-key").status()).isEqualTo(429);
    }

    @Test
    void aNewConfigurationForgetsNothing() {
        for (int i = 0; i < 5; i++) {
            call("crm-key");
        }
        calls.inForce(PLANS);
        subscription = calls.policy("requireSubscription: {}");
        assertThat(answered("crm-key").status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "of-the-consumer, bronze, no_application",
        "shop-key, bronze, not_subscribed",
        "crm-key, 'bronze, state: requested', subscription_requested",
        "crm-key, 'bronze, state: suspended', subscription_suspended",
    })
    void saysWhyAnApplicationMayNotCall(String apiKey, String plan, String code) {
        plan(plan);
        Response answer = answered(apiKey);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(Json.parse(answer.body().text()).path("code").asString()).isEqualTo(code);
        assertThat(answer.headers().first("RateLimit")).isEmpty();
        assertThat(calls.reason()).isEqualTo(code);
        assertThat(calls.call().record().consumer()).isEqualTo("partner");
    }

    @Test
    void refusesWhoeverNobodyHasIdentified() {
        Response answer = calls.answered(calls.decide(subscription, "GET", "http://a/"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(calls.explanation()).contains("no policy before requireSubscription");
    }

    @Test
    void aSubscriptionUnderAnotherPlanWillNotDo() {
        subscription = calls.policy("requireSubscription: {plans: [free]}");
        assertThat(answered("crm-key").status()).isEqualTo(403);
        assertThat(calls.reason()).isEqualTo("plan_not_allowed");
        plan("free");
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
        assertThat(told("RateLimit-Policy")).isEmpty();
    }

    @Test
    void tellsOfTheLimitThatIsUsedUpSoonest() {
        plan("both");
        call("crm-key");
        assertThat(told("RateLimit")).isEqualTo("\"both-second\";r=1;t=1");
        assertThat(told("RateLimit-Policy"))
                .isEqualTo("\"both-second\";q=2;w=1, \"both-day\";q=3;w=86400");
        calls.clock.forward(Duration.ofSeconds(1));
        call("crm-key");
        assertThat(told("RateLimit")).isEqualTo("\"both-day\";r=1;t=86399");
    }

    @Test
    void givesAPlaceBackWhenTheCallEnds() {
        plan("single");
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
        var first = calls.call();
        Response second = answered("crm-key");
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.headers().first("Retry-After")).contains("1");
        first.record().over(0);
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
        assertThat(answered("crm-key").status()).isEqualTo(429);
    }

    @Test
    void takesNoPlaceForACallWhoseClientHasLeftAlready() {
        plan("single");
        calls.decide(key, "GET", "http://a/", "apikey", "crm-key");
        calls.call().record().over(0);
        assertThat(calls.again(subscription)).isEqualTo(Decision.PROCEED);
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
    }

    @Test
    void countsBytesWhenTheCallEnds() {
        plan("bulk");
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
        assertThat(told("RateLimit-Policy"))
                .isEqualTo("\"bulk\";q=100;qu=\"content-bytes\";w=3600");
        calls.call().record().over(60);
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
        assertThat(told("RateLimit")).startsWith("\"bulk\";r=40;");
        calls.call().record().over(60);
        assertThat(answered("crm-key").status()).isEqualTo(429);
        calls.clock.forward(Duration.ofHours(1));
        assertThat(call("crm-key")).isEqualTo(Decision.PROCEED);
    }
}
