package io.grantway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ByteSize;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final UUID CRM = new UUID(1, 1);
    private static final UUID ORDERS = new UUID(2, 1);

    private final TestClock clock = new TestClock();
    private final Throttle throttle = new Throttle(clock);

    private static LimitConfig requests(long count, String per) {
        return new LimitConfig(count, null, per, null, false);
    }

    private static Quota quota(LimitConfig... limits) {
        return new Quota("plan", List.of(limits), 0);
    }

    private boolean draw(Quota quota) {
        return throttle.draw(CRM, ORDERS, "", quota).isGranted();
    }

    private long granted(Quota quota, int times) {
        return IntStream.range(0, times).filter(_ -> draw(quota)).count();
    }

    @Test
    void givesEverythingBackWhenTheTimeIsOverAndNothingBefore() {
        Quota quota = quota(requests(5, "minute"));
        assertThat(granted(quota, 10)).isEqualTo(5);
        clock.forward(Duration.ofSeconds(59));
        assertThat(granted(quota, 10)).isZero();
        clock.forward(Duration.ofSeconds(1));
        assertThat(granted(quota, 10)).isEqualTo(5);
    }

    @Test
    void aSmoothLimitGivesBackEvenly() {
        Quota quota = quota(new LimitConfig(60L, null, "minute", new ByteSize(3), false));
        assertThat(granted(quota, 10)).isEqualTo(3);
        clock.forward(Duration.ofSeconds(2));
        assertThat(granted(quota, 10)).isEqualTo(2);
    }

    @Test
    void aCallOverOneLimitCountsInNone() {
        Quota quota = quota(requests(3, "day"), requests(1, "second"));
        assertThat(granted(quota, 5)).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(granted(quota, 5)).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(granted(quota, 5)).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(granted(quota, 5)).isZero();
    }

    @Test
    void anApplicationHasWhatAnotherHasUsedUp() {
        Quota quota = quota(requests(1, "minute"));
        assertThat(granted(quota, 2)).isEqualTo(1);
        assertThat(throttle.draw(new UUID(1, 2), ORDERS, "", quota).isGranted()).isTrue();
        assertThat(throttle.draw(CRM, new UUID(2, 2), "", quota).isGranted()).isTrue();
    }

    @Test
    void countsOperationsByThemselvesWhereThePlanSaysSo() {
        Quota quota = quota(new LimitConfig(1L, null, "minute", null, true), requests(3, "minute"));
        assertThat(throttle.draw(CRM, ORDERS, "read", quota).isGranted()).isTrue();
        assertThat(throttle.draw(CRM, ORDERS, "read", quota).isGranted()).isFalse();
        assertThat(throttle.draw(CRM, ORDERS, "write", quota).isGranted()).isTrue();
        assertThat(throttle.draw(CRM, ORDERS, "list", quota).isGranted()).isTrue();
        assertThat(throttle.draw(CRM, ORDERS, "drop", quota).isGranted()).isFalse();
    }

    @Test
    void anEqualPlanKeepsTheCountAndAnotherBeginsAnew() {
        assertThat(granted(quota(requests(5, "minute")), 4)).isEqualTo(4);
        assertThat(granted(quota(requests(5, "minute")), 4)).isEqualTo(1);
        assertThat(granted(quota(requests(6, "minute")), 9)).isEqualTo(6);
    }

    @Test
    void whoMovedMoreBytesThanWereLeftWaitsUntilTheyArePaidBack() {
        Quota quota = quota(new LimitConfig(null, new ByteSize(100), "minute", null, false));
        Draw draw = throttle.draw(CRM, ORDERS, "", quota);
        throttle.end(draw, CRM, ORDERS, quota, 250);
        clock.forward(Duration.ofMinutes(1));
        Draw refused = throttle.draw(CRM, ORDERS, "", quota);
        assertThat(refused.isGranted()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(60);
        clock.forward(Duration.ofMinutes(1));
        assertThat(draw(quota)).isTrue();
    }

    @Test
    void whoOnlyLooksTakesNothing() {
        Quota quota =
                new Quota(
                        "plan",
                        List.of(
                                requests(1, "minute"),
                                new LimitConfig(1L, null, "hour", null, true)),
                        1);
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.look(CRM, ORDERS, "read", quota).isGranted()).isTrue();
        }
        assertThat(throttle.draw(CRM, ORDERS, "read", quota).isGranted()).isTrue();
        assertThat(throttle.look(CRM, ORDERS, "read", quota).isGranted()).isFalse();
    }

    @Test
    void soManyRunAtTheSameTimeAndNoMore() {
        Quota quota = new Quota("plan", List.of(requests(3, "minute")), 2);
        Draw first = throttle.draw(CRM, ORDERS, "", quota);
        assertThat(draw(quota)).isTrue();
        assertThat(granted(quota, 3)).isZero();
        throttle.end(first, CRM, ORDERS, quota, 0);
        assertThat(draw(quota)).isTrue();
        throttle.end(first, CRM, ORDERS, quota, 0);
        // The plan's three requests are used up, which takes no place.
        assertThat(granted(quota, 3)).isZero();
        clock.forward(Duration.ofMinutes(1));
        assertThat(draw(quota)).isTrue();
    }
}
