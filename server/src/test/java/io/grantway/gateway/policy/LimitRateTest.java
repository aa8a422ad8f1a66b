package io.grantway.gateway.policy;

import static io.grantway.testing.PolicyCalls.answer;
import static io.grantway.testing.PolicyCalls.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.ConfigRejected;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.testing.AtOnce;
import io.grantway.testing.PolicyCalls;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRateTest {
    private static final String URL = "https://api.example/event";
    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers(
                            """
                              - {username: acme, keys: [one, uno]}
                              - {username: other, keys: [two]}
                            """);

    private Decision call(Policy policy, String... headers) {
        return calls.decide(policy, "GET", URL, headers);
    }

    private Decision callOf(String key, Policy policy) {
        calls.decide(calls.policy("requireKey: {}"), "GET", URL, "apikey", key);
        return calls.again(policy);
    }

    private void at(String instant) {
        calls.clock.forward(Duration.between(calls.clock.instant(), Instant.parse(instant)));
    }

    @Test
    void refusesACallOverTheLimitUntilTheMinuteOfTheClockEnds() {
        at("2026-03-01T12:00:48Z");
        Policy policy = calls.policy("limitRate: {minute: 2}");
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);

        Decision third = call(policy);

        assertThat(answer(third).status()).isEqualTo(429);
        assertThat(message(third)).isEqualTo("API rate limit exceeded");
        assertThat(calls.reason()).isEqualTo("rate_limited");
        assertThat(calls.explanation()).isEqualTo("over minute: 2 of limitRate");
        at("2026-03-01T12:00:59.999Z");
        assertThat(answer(call(policy)).status()).isEqualTo(429);
        at("2026-03-01T12:01:00Z");
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
    }

    @ParameterizedTest
    @CsvSource({
        "second, 2026-03-01T12:00:00.9Z, 2026-03-01T12:00:01Z",
        "hour, 2026-03-01T12:59:59Z, 2026-03-01T13:00:00Z",
        "day, 2026-03-01T23:59:59Z, 2026-03-02T00:00:00Z",
        "month, 2026-03-31T23:59:59Z, 2026-04-01T00:00:00Z",
        "month, 2026-04-30T23:59:59Z, 2026-05-01T00:00:00Z",
        "month, 2027-02-28T23:59:59Z, 2027-03-01T00:00:00Z",
        "month, 2028-02-29T23:59:59Z, 2028-03-01T00:00:00Z",
        "year, 2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
    })
    void countsInPeriodsOfTheCalendar(String period, String end, String next) {
        Policy policy = calls.policy("limitRate: {" + period + ": 1}");
        at(end);
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(call(policy)).status()).isEqualTo(429);
        at(next);
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(call(policy)).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "second, 2026-03-01T12:00:00.4Z, 1",
        "minute, 2026-03-01T12:00:48Z, 12",
        "hour, 2026-03-01T12:59:00Z, 60",
        "day, 2026-03-01T23:00:00Z, 3600",
        "month, 2026-04-30T23:00:00Z, 3600",
        "year, 2026-12-31T23:00:00Z, 3600",
    })
    void saysWhenThePeriodEnds(String period, String now, String seconds) {
        at(now);
        Policy policy = calls.policy("limitRate: {" + period + ": 1}");
        call(policy);
        Decision refused = call(policy);

        assertThat(calls.answered(refused).headers().first("Retry-After")).contains(seconds);
        assertThat(calls.answered(refused).headers().first("RateLimit-Reset")).contains(seconds);
    }

    @Test
    void keepsTheYearsCountWhenAMonthBegins() {
        Policy policy = calls.policy("limitRate: {month: 2, year: 3}");
        call(policy);
        call(policy);
        at("2026-04-01T00:00:00Z");
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(call(policy)).status()).isEqualTo(429);
        assertThat(calls.explanation()).contains("year");
    }

    @Test
    void tellsTheClientItsLimitsAndTheTightestOfThem() {
        at("2026-03-01T12:00:48Z");
        Policy policy = calls.policy("limitRate: {minute: 5, hour: 100}");
        call(policy);
        var fields = calls.answered(call(policy)).headers();

        assertThat(fields.first("X-RateLimit-Limit-Minute")).contains("5");
        assertThat(fields.first("X-RateLimit-Remaining-Minute")).contains("3");
        assertThat(fields.first("X-RateLimit-Limit-Hour")).contains("100");
        assertThat(fields.first("X-RateLimit-Remaining-Hour")).contains("98");
        assertThat(fields.first("RateLimit-Limit")).contains("5");
        assertThat(fields.first("RateLimit-Remaining")).contains("3");
        assertThat(fields.first("RateLimit-Reset")).contains("12");
        assertThat(fields.first("Retry-After")).isEmpty();
    }

    @Test
    void tellsNothingWhereAskedTo() {
        Policy policy =
                calls.policy(
                        "limitRate: {minute: 1, hideClientHeaders: true, errorCode: 503,"
                                + " errorMessage: slow down}");
        call(policy);
        Decision refused = call(policy);

        assertThat(answer(refused).status()).isEqualTo(503);
        assertThat(message(refused)).isEqualTo("slow down");
        assertThat(calls.answered(refused).headers())
                .hasToString(answer(refused).headers().toString());
        assertThat(calls.answered(refused).headers().first("Retry-After")).isEmpty();
    }

    @Test
    void aRefusedCallCountsInNoPeriod() {
        Policy policy = calls.policy("limitRate: {second: 1, minute: 2}");
        call(policy);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(call(policy)).status()).isEqualTo(429);
        }
        calls.clock.forward(Duration.ofSeconds(1));
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
    }

    @Test
    void countsEachConsumerByItself() {
        Policy policy = calls.policy("limitRate: {minute: 1}");

        assertThat(callOf("one", policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(callOf("uno", policy)).status()).isEqualTo(429);
        assertThat(callOf("two", policy)).isEqualTo(Decision.PROCEED);
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(call(policy)).status()).isEqualTo(429);
    }

    @Test
    void countsEachCredentialByItself() {
        Policy policy = calls.policy("limitRate: {minute: 1, limitBy: credential}");

        assertThat(callOf("one", policy)).isEqualTo(Decision.PROCEED);
        assertThat(callOf("uno", policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(callOf("one", policy)).status()).isEqualTo(429);
    }

    @Test
    void countsByHeaderAndOtherwiseByAddress() {
        Policy policy =
                calls.policy("limitRate: {minute: 1, limitBy: header, headerName: X-Tenant}");

        assertThat(call(policy, "X-Tenant", "a")).isEqualTo(Decision.PROCEED);
        assertThat(call(policy, "X-Tenant", "b".repeat(5000))).isEqualTo(Decision.PROCEED);
        assertThat(answer(call(policy, "X-Tenant", "a")).status()).isEqualTo(429);
        assertThat(answer(call(policy, "X-Tenant", "b".repeat(5000))).status()).isEqualTo(429);
        assertThat(call(policy, "X-Tenant", "127.0.0.1")).isEqualTo(Decision.PROCEED);
        assertThat(call(policy)).isEqualTo(Decision.PROCEED);
    }

    @ParameterizedTest
    @CsvSource({
        "'limitRate: {minute: 1, limitBy: ip}'",
        "'limitRate: {minute: 1, limitBy: service}'",
        "'limitRate: {minute: 1, limitBy: path, path: /event}'",
    })
    void countsConsumersTogetherWhereAsked(String written) {
        Policy policy = calls.policy(written);

        assertThat(callOf("one", policy)).isEqualTo(Decision.PROCEED);
        assertThat(answer(callOf("two", policy)).status()).isEqualTo(429);
    }

    @Test
    void forgetsNothingWhenAPolicyIsMadeAnew() {
        call(calls.policy("limitRate: {minute: 1}"));

        assertThat(answer(call(calls.policy("limitRate: {minute: 1}"))).status()).isEqualTo(429);
        assertThat(call(calls.policy("limitRate: {minute: 2}"))).isEqualTo(Decision.PROCEED);
    }

    @Test
    void letsNoMoreThroughWhenManyCallAtOnce() throws Exception {
        Policy policy = calls.policy("limitRate: {hour: 50}");
        Callable<Decision> call =
                () -> policy.decide(new Call(new RecordedExchange(Requests.head("GET", URL))));

        List<Decision> decisions = AtOnce.call(Collections.nCopies(160, call));

        assertThat(decisions).filteredOn(Decision.PROCEED::equals).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | at least one of these must be set",
                "{minute: 0} | must be 1 or more",
                "{minute: 10, hour: 5} | must be 10 or more: the limit of the shorter minute",
                "{minute: 1, policy: redis} | must be local",
                "{minute: 1, policy: cluster} | must be local",
                "{minute: 1, limitBy: header} | must go with headerName",
                "{minute: 1, limitBy: path} | must go with a path",
                "{minute: 1, errorCode: 200} | must be 400 to 599",
            })
    void refusesSettingsThatCannotBeMeant(String settings, String message) {
        assertThatThrownBy(() -> calls.policy("limitRate: " + settings))
                .isInstanceOfSatisfying(
                        ConfigRejected.class, e -> assertThat(e.report()).contains(message));
    }
}
