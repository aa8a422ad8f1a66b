package io.grantway.services.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.services.ChannelConfig;
import io.grantway.services.Invocation;
import io.grantway.services.ServiceFailure.Reason;
import io.grantway.testing.InMemoryRuns;
import io.grantway.testing.ScriptedInvoker;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ScheduleChannelTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// It begins at 12:00.
    private final TestClock clock = new TestClock();

    private final InMemoryRuns store = new InMemoryRuns();
    private final ScriptedInvoker services = new ScriptedInvoker();

    private ScheduleChannel channel(String node, String yaml) {
        ChannelConfig config = ChannelFixtures.channel("schedule: {service: Report, " + yaml + "}");
        return new ScheduleChannel(
                new ChannelRuns("default", config, services, clock),
                Objects.requireNonNull(config.schedule()),
                store,
                node);
    }

    private List<String> due() {
        return services.rest().stream().map(call -> call.values().get("due")).toList();
    }

    /// Lets what was begun end.
    private List<String> ended(ScheduleChannel channel) {
        channel.close(GRACE);
        return due();
    }

    @Test
    void callsTheServiceWhenItIsTime() {
        ScheduleChannel channel = channel("one", "cron: '30 12 * * *'");
        assertThat(channel.step()).isEqualTo(Duration.ofMinutes(1));
        clock.forward(Duration.ofMinutes(29).plusSeconds(50));
        assertThat(channel.step()).isEqualTo(Duration.ofSeconds(10));
        clock.forward(Duration.ofSeconds(10));
        channel.step();
        Invocation call = services.next();
        assertThat(call.service()).isEqualTo("Report");
        assertThat(call.values()).containsEntry("due", "2026-03-01T12:30:00Z");
        assertThat(ended(channel)).isEmpty();
        assertThat(channel.runs().figures().succeeded()).isEqualTo(1);
    }

    @Test
    void callsItOnceForAllNodes() {
        // A run that has been called may not be over yet when the next is due.
        ScheduleChannel one = channel("one", "every: 5m, overlap: queue");
        ScheduleChannel two = channel("two", "every: 5m, overlap: queue");
        one.step();
        two.step();
        for (int i = 0; i < 3; i++) {
            clock.forward(Duration.ofMinutes(5));
            one.step();
            services.next();
            two.step();
        }
        assertThat(ended(one)).isEmpty();
        assertThat(ended(two)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "skip | ''",
                "once | 2026-03-01T15:00:00Z",
                "all  | 2026-03-01T13:00:00Z 2026-03-01T14:00:00Z 2026-03-01T15:00:00Z"
            })
    void doesWithMissedTimesAsItIsTold(String missed, String expected) {
        ScheduleChannel before = channel("one", "cron: '0 * * * *', missed: " + missed);
        before.step();
        before.close(GRACE);
        clock.forward(Duration.ofHours(3).plusMinutes(30));

        ScheduleChannel after = channel("one", "cron: '0 * * * *', missed: " + missed);
        after.step();
        assertThat(String.join(" ", ended(after))).isEqualTo(expected);
    }

    @Test
    void runsASingleTimeOnce() {
        String yaml = "at: '2026-03-01T12:00:30Z'";
        ScheduleChannel channel = channel("one", yaml);
        channel.step();
        clock.forward(Duration.ofSeconds(30));
        channel.step();
        assertThat(ended(channel)).containsExactly("2026-03-01T12:00:30Z");
        ScheduleChannel again = channel("one", yaml);
        again.step();
        assertThat(ended(again)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"skip, 1, 1", "queue, 2, 0"})
    void skipsOrQueuesWhatComesDuringARun(String overlap, int ran, int skipped) {
        CountDownLatch end = new CountDownLatch(1);
        services.does(_ -> {
            await(end);
            return ScriptedInvoker.json("{}");
        });
        ScheduleChannel channel = channel("one", "every: 5m, overlap: " + overlap);
        channel.step();
        clock.forward(Duration.ofMinutes(5));
        channel.step();
        Invocation first = services.next();
        clock.forward(Duration.ofMinutes(5));
        channel.step();
        end.countDown();
        assertThat(ended(channel)).hasSize(ran - 1);
        assertThat(first.values()).containsEntry("due", "2026-03-01T12:05:00Z");
        assertThat(channel.runs().figures().succeeded()).isEqualTo(ran);
        assertThat(channel.runs().figures().skipped()).isEqualTo(skipped);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesNothingWhilePausedAndGoesOnAfterwards() {
        ScheduleChannel channel = channel("one", "every: 5m, missed: all");
        channel.step();
        channel.pause();
        clock.forward(Duration.ofMinutes(5));
        channel.step();
        channel.resume();
        clock.forward(Duration.ofMinutes(5));
        channel.step();
        assertThat(ended(channel)).containsExactly("2026-03-01T12:10:00Z");
        assertThat(channel.runs().last().getLast().error()).isEqualTo("the channel is paused");
    }

    @Test
    void runsNowWhenItIsTold() {
        ScheduleChannel channel = channel("one", "cron: '0 2 * * *'");
        assertThat(channel.runNow()).isTrue();
        assertThat(ended(channel))
                .containsExactly(Instant.parse("2026-03-01T12:00:00Z").toString());
        assertThat(store.last("default/test")).isEmpty();
    }

    @Test
    void remembersWhyARunFailed() {
        services.fails(Reason.THREW, "Report.java:7: boom");
        ScheduleChannel channel = channel("one", "every: 5m");
        channel.step();
        clock.forward(Duration.ofMinutes(5));
        channel.step();
        assertThat(ended(channel)).hasSize(1);
        ChannelRun run = channel.runs().last().getFirst();
        assertThat(run.outcome()).isEqualTo(ChannelRun.Outcome.FAILED);
        assertThat(run.error()).contains("Report.java:7: boom");
        assertThat(run.input()).isEqualTo("2026-03-01T12:05:00Z");
    }
}
