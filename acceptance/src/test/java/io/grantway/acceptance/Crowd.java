package io.grantway.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Many callers at once.
record Crowd(int callers) {
    /// One call.
    @FunctionalInterface
    interface Step {
        void call(int number) throws Exception;
    }

    static Crowd of(int callers) {
        return new Crowd(callers);
    }

    /// Makes so many calls, shared among the callers.
    void each(int calls, Step step) {
        AtomicInteger next = new AtomicInteger();
        run(() -> next.get() < calls, next, calls, step);
    }

    /// Makes calls for so long.
    ///
    /// @return how long it took
    Duration during(Duration time, Step step) {
        long begun = System.nanoTime();
        run(
                () -> System.nanoTime() - begun < time.toNanos(),
                new AtomicInteger(),
                Integer.MAX_VALUE,
                step);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void run(BooleanSupplier goesOn, AtomicInteger next, int calls, Step step) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(
                        threads.submit(() -> {
                            while (goesOn.getAsBoolean()) {
                                int number = next.getAndIncrement();
                                if (number < calls) {
                                    step.call(number);
                                }
                            }
                            return true;
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
