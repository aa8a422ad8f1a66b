package io.grantway.services.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Several things at once, each on a virtual thread, of which the first failure ends all.
final class Together {
    private Together() {}

    /// @param nanos how long there is
    /// @throws DeadlinePassed where that is not enough
    static <T> List<T> run(
            List<? extends Callable<? extends T>> tasks,
            int atOnce,
            long nanos,
            ClassLoader loader) {
        Semaphore places = new Semaphore(atOnce);
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(task -> {
                    Thread thread =
                            Thread.ofVirtual()
                                    .inheritInheritableThreadLocals(false)
                                    .unstarted(task);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
        try {
            CompletionService<T> done = new ExecutorCompletionService<>(threads);
            List<Future<T>> all = new ArrayList<>();
            for (Callable<? extends T> task : tasks) {
                all.add(
                        done.submit(() -> {
                            places.acquire();
                            try {
                                return task.call();
                            } finally {
                                places.release();
                            }
                        }));
            }
            return results(done, all, System.nanoTime() + nanos);
        } finally {
            // Interrupts what still runs; nobody waits for it.
            threads.shutdownNow();
        }
    }

    private static <T> List<T> results(
            CompletionService<T> done, List<Future<T>> all, long deadline) {
        try {
            for (int i = 0; i < all.size(); i++) {
                Future<T> next = done.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new DeadlinePassed();
                }
                next.get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DeadlinePassed();
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException itself -> itself;
            case Error error -> throw error;
            default -> new RuntimeException(thrown.toString(), thrown);
        };
    }
}
