package io.grantway.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.analytics.stream.Destination.Outcome;
import io.grantway.analytics.stream.EventStream.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class EventStreamTest {
    private static final List<Duration> TWICE = List.of(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final Pace PACE = new Pace(10, Duration.ZERO, TWICE);

    /// Takes what the test says, in that order, and everything afterwards.
    private static final class Scripted implements Destination {
        private final List<Outcome> script;
        private final LinkedBlockingQueue<List<CallEvent>> sent = new LinkedBlockingQueue<>();
        private final CountDownLatch open = new CountDownLatch(1);
        private final CountDownLatch busy = new CountDownLatch(1);
        private volatile boolean closed;

        Scripted(Outcome... script) {
            this.script = new ArrayList<>(List.of(script));
        }

        @Override
        public Outcome send(List<CallEvent> events) throws InterruptedException {
            busy.countDown();
            open.await();
            sent.add(events);
            return script.isEmpty() ? Outcome.TAKEN : script.removeFirst();
        }

        @Override
        public void close() {
            closed = true;
        }

        private List<CallEvent> next() throws InterruptedException {
            List<CallEvent> next = sent.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }
    }

    private static EventStream stream(Destination destination, int most) {
        return new EventStream("file", PACE, new Losses("test"), destination, most);
    }

    @Test
    void dropsAndCountsWhatDoesNotFitAndHoldsNobodyUp() throws InterruptedException {
        Scripted destination = new Scripted();
        try (EventStream stream = stream(destination, 20)) {
            stream.offer(Events.call("first"));
            destination.busy.await();
            IntStream.range(0, 50).forEach(i -> stream.offer(Events.call("call" + i)));
            assertThat(stream.dropped()).isEqualTo(30);
            destination.open.countDown();
            List<CallEvent> sent = new ArrayList<>();
            while (sent.size() < 21) {
                List<CallEvent> batch = destination.next();
                assertThat(batch).hasSizeLessThanOrEqualTo(10);
                sent.addAll(batch);
            }
            assertThat(sent.getLast().requestId()).isEqualTo("call19");
        }
        assertThat(destination.closed).isTrue();
    }

    @Test
    void sendsABatchAgainUntilItIsTaken() throws InterruptedException {
        Scripted destination = new Scripted(Outcome.NOT_NOW, Outcome.NOT_NOW);
        destination.open.countDown();
        try (EventStream stream = stream(destination, 20)) {
            stream.offer(Events.call("one"));
            List<CallEvent> first = destination.next();
            assertThat(destination.next()).isEqualTo(first);
            assertThat(destination.next()).isEqualTo(first);
            stream.offer(Events.call("two"));
            assertThat(destination.next()).isEqualTo(List.of(Events.call("two")));
            assertThat(stream.dropped()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_NOW", "REFUSED"})
    void givesABatchUpInTheEnd(Outcome outcome) throws InterruptedException {
        Scripted destination = new Scripted(outcome, outcome, outcome);
        destination.open.countDown();
        int attempts = outcome == Outcome.NOT_NOW ? 3 : 1;
        EventStream stream = stream(destination, 20);
        stream.offer(Events.call("one"));
        for (int i = 0; i < attempts; i++) {
            assertThat(destination.next()).hasSize(1);
        }
        stream.close();
        assertThat(destination.sent).isEmpty();
        assertThat(stream.dropped()).isEqualTo(1);
    }

    @Test
    void goesOnAfterADestinationHasFailed() throws InterruptedException {
        Scripted destination = new Scripted();
        destination.open.countDown();
        Destination failing =
                new Destination() {
                    private boolean failed;

                    @Override
                    public Outcome send(List<CallEvent> events) throws InterruptedException {
                        if (!failed) {
                            failed = true;
                            throw new IllegalStateException("for a test");
                        }
                        return destination.send(events);
                    }

                    @Override
                    public void close() {
                        destination.close();
                    }
                };
        EventStream stream = stream(failing, 20);
        stream.offer(Events.call("one"));
        while (stream.dropped() == 0) {
            Thread.onSpinWait();
        }
        stream.offer(Events.call("two"));
        assertThat(destination.next()).isEqualTo(List.of(Events.call("two")));
        stream.close();
        assertThat(stream.dropped()).isEqualTo(1);
    }

    @Test
    void sendsWhatIsWaitingWhenItCloses() {
        Scripted destination = new Scripted();
        destination.open.countDown();
        EventStream stream =
                new EventStream(
                        "file",
                        new Pace(10, Duration.ofHours(1), List.of()),
                        new Losses("test"),
                        destination);
        IntStream.range(0, 25).forEach(i -> stream.offer(Events.call("call" + i)));
        stream.close();
        assertThat(destination.sent.stream().mapToInt(List::size).sum()).isEqualTo(25);
        assertThat(stream.dropped()).isZero();
    }
}
