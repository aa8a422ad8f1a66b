package io.grantway.vault.mapping;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// Evaluates expressions on threads of its own, within a time. A regular expression that does not
/// end costs one of these threads, and neither a call nor the threads that others run on.
public final class Evaluations implements AutoCloseable {
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final int THREADS = 16;
    private static final int WAITING = 1000;
    private static final long STACK = 4L << 20;

    private final Duration limit;
    private final ThreadPoolExecutor threads;

    public Evaluations() {
        this(USUAL);
    }

    Evaluations(Duration limit) {
        this.limit = limit;
        this.threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(WAITING),
                        Evaluations::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "interface-result", STACK);
        thread.setDaemon(true);
        return thread;
    }

    /// What an expression makes of an answer; empty for nothing.
    ///
    /// @throws EvaluationFailure in words that do not repeat the answer
    Optional<JsonNode> evaluate(Expression expression, JsonNode input) {
        Future<Optional<JsonNode>> work;
        try {
            work = threads.submit(() -> evaluated(expression, input));
        } catch (RejectedExecutionException _) {
            throw new EvaluationFailure("has to wait for too many others");
        }
        try {
            return work.get(2 * limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new EvaluationFailure("takes too long");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new EvaluationFailure("was given up");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EvaluationFailure failure) {
                throw failure;
            }
            throw new EvaluationFailure("fails");
        } finally {
            work.cancel(true);
        }
    }

    private Optional<JsonNode> evaluated(Expression expression, JsonNode input) {
        long end = System.nanoTime() + limit.toNanos();
        return ExpressionValues.json(expression.evaluate(ExpressionValues.of(input), end));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
