package io.grantway.analytics.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Events on their way to one destination, by a thread of its own. So many may wait; when the
/// destination is slower than the traffic, or away, events are dropped and counted rather than
/// calls held up.
public final class EventStream implements AutoCloseable {
    private static final int QUEUE = 8192;
    private static final long LOOK_MILLIS = 500;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /// How a stream takes its time.
    ///
    /// @param batch events that are sent at once, at most
    /// @param gather how long the first may wait for others: to wake the thread for each would cost
    ///   the calls more than the events do
    /// @param pauses between attempts to send a batch; after the last it is lost
    record Pace(int batch, Duration gather, List<Duration> pauses) {}

    private final BlockingQueue<CallEvent> queue;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final String name;
    private final Pace pace;
    private final Losses losses;
    private final Destination destination;
    private final Thread sender;

    /// @param name for metrics and the log
    EventStream(String name, Pace pace, Losses losses, Destination destination) {
        this(name, pace, losses, destination, QUEUE);
    }

    EventStream(String name, Pace pace, Losses losses, Destination destination, int most) {
        this.queue = new ArrayBlockingQueue<>(most);
        this.name = name;
        this.pace = pace;
        this.losses = losses;
        this.destination = destination;
        this.sender = Thread.ofPlatform().name("events-" + name).daemon().start(this::run);
    }

    /// `file`, `webhook` or `kafka`
    public String name() {
        return name;
    }

    /// Returns at once.
    public void offer(CallEvent event) {
        if (!queue.offer(event)) {
            losses.add(1);
        }
    }

    /// Events lost since the start.
    public long dropped() {
        return losses.sum();
    }

    private void run() {
        try {
            while (closing.getCount() > 0 || !queue.isEmpty()) {
                CallEvent first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    deliver(gathered(first));
                }
            }
        } catch (InterruptedException _) {
            // The thread ends; what closes now must not be interrupted again.
        } finally {
            losses.add(queue.size());
            destination.close();
        }
    }

    private List<CallEvent> gathered(CallEvent first) throws InterruptedException {
        List<CallEvent> batch = new ArrayList<>();
        batch.add(first);
        if (queue.size() < pace.batch() - 1) {
            await(pace.gather());
        }
        queue.drainTo(batch, pace.batch() - 1);
        return batch;
    }

    private void deliver(List<CallEvent> batch) throws InterruptedException {
        boolean taken = false;
        try {
            Destination.Outcome outcome = destination.send(batch);
            for (Duration pause : pace.pauses()) {
                if (outcome != Destination.Outcome.NOT_NOW || await(pause)) {
                    break;
                }
                outcome = destination.send(batch);
            }
            taken = outcome == Destination.Outcome.TAKEN;
        } catch (RuntimeException e) {
            // Nobody would send any more if the thread ended.
            losses.failing(e.toString());
        } finally {
            if (!taken) {
                losses.add(batch.size());
            }
        }
    }

    /// @return whether the server stops
    private boolean await(Duration pause) throws InterruptedException {
        return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Sends what is waiting, for two seconds at most.
    @Override
    public void close() {
        closing.countDown();
        try {
            sender.join(LAST_WORDS);
            sender.interrupt();
            sender.join(LAST_WORDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
