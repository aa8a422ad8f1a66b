package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class TimeCheckTest {
    private final TestClock clock = new TestClock();
    private final long now = clock.instant().getEpochSecond();
    private final TimeCheck check =
            new TimeCheck(
                    clock, Duration.ofSeconds(10), Duration.ofMinutes(5), Set.of("exp", "iat"));

    private Optional<Reason> reason(ObjectNode claims) {
        return check.check(claims).map(Refused::reason);
    }

    private ObjectNode good() {
        return JoseJson.object().put("exp", now + 60).put("nbf", now).put("iat", now);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "exp, -9, -",
                "exp, -10, EXPIRED",
                "exp, 310, -",
                "exp, 311, MALFORMED",
                "nbf, 10, -",
                "nbf, 11, NOT_YET_VALID",
                "nbf, -100000, -",
                "iat, 10, -",
                "iat, 11, NOT_YET_VALID",
                "iat, -310, -",
                "iat, -311, EXPIRED"
            })
    void allowsForAClockThatIsOffByTheSkewAndNoMore(String name, long ahead, Reason refusal) {
        assertThat(reason(good().put(name, now + ahead))).isEqualTo(Optional.ofNullable(refusal));
    }

    @Test
    void countsTheFractionOfASecond() {
        assertThat(reason(good().put("exp", now - 9.999))).isEmpty();
        assertThat(reason(good().put("exp", now - 10.001))).contains(Reason.EXPIRED);
    }

    @Test
    void refusesATokenWithoutATimeThatIsRequired() {
        assertThat(reason(good().without("exp"))).contains(Reason.MALFORMED);
        assertThat(reason(good().without("iat"))).contains(Reason.MALFORMED);
        assertThat(reason(good().without("nbf"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1900000000\"",
                "null",
                "true",
                "{}",
                "[]",
                "-1",
                "1e400",
                "1e300",
                "253402300800",
                "99999999999999999999999999"
            })
    void refusesATimeThatIsNoNumberOfSeconds(String value) {
        for (String name : new String[] {"exp", "nbf", "iat"}) {
            ObjectNode claims =
                    JoseJson.parse(
                                    good().without(name)
                                            .toString()
                                            .replaceFirst(
                                                    "[{]", "{\"" + name + "\":" + value + ","))
                            .orElseThrow();

            assertThat(check.check(claims))
                    .as(name)
                    .hasValueSatisfying(refused -> {
                        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
                        assertThat(refused.explanation()).startsWith(name);
                    });
        }
    }

    @Test
    void setsNoLimitToTheAgeWhereNoneIsAsked() {
        TimeCheck old = new TimeCheck(clock, Duration.ZERO, TimeCheck.ANY_AGE, Set.of());

        assertThat(old.check(JoseJson.object().put("iat", 0).put("exp", 4_000_000_000L))).isEmpty();
        assertThat(old.check(JoseJson.object())).isEmpty();
    }
}
