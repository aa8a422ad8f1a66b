package io.grantway.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Calls that are made at the same moment, each on a thread of its own.
public final class AtOnce {
    private AtOnce() {}

    public static <T> List<T> call(List<Callable<T>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(calls.size());
        List<Future<T>> under = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Callable<T> call : calls) {
                under.add(
                        threads.submit(() -> {
                            start.countDown();
                            start.await();
                            return call.call();
                        }));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : under) {
            results.add(one.get());
        }
        return results;
    }
}
