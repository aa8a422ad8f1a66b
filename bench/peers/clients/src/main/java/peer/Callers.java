package peer;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Calls from 64 threads for so long, once it is told to by a line of its input. Says `ready`
/// before, and at the end `done CALLS FAILED` with the first failure.
final class Callers {
    private static final int THREADS = 64;

    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<String> first = new AtomicReference<>("");

    private Callers() {}

    static void run(Duration time, Runnable call) throws IOException {
        Callers callers = new Callers();
        System.out.println("ready");
        int _ = System.in.read();
        callers.all(System.nanoTime() + time.toNanos(), call);
        System.out.println(
                "done " + callers.calls + " " + callers.failed + " " + callers.first.get());
    }

    private void all(long end, Runnable call) {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        once(call);
                    }
                });
            }
        }
    }

    private void once(Runnable call) {
        calls.increment();
        try {
            call.run();
        } catch (RuntimeException e) {
            failed.increment();
            first.compareAndSet("", e.toString().replace('\n', ' '));
        }
    }
}
