package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/// Makes the same call in several ways, in turn, on virtual threads of one process, and prints what
/// each way takes.
///
/// Arguments: the API's address, the token endpoint's, rounds, calls a round.
public final class OutgoingCaller {
    private static final int WARM_UP = 2;

    private final int calls;
    private final int rounds;
    private final LongAdder made = new LongAdder();

    private OutgoingCaller(int rounds, int calls) {
        this.rounds = rounds;
        this.calls = calls;
    }

    /// A way to make the call.
    @FunctionalInterface
    interface Way {
        /// @return bytes of the answer's body
        int call() throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        OutgoingCaller caller =
                new OutgoingCaller(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Path folder = Files.createTempDirectory("grantway-bench");
        try (OutgoingWays ways = new OutgoingWays(folder, arguments[0], arguments[1])) {
            Map<String, Way> all = new LinkedHashMap<>();
            all.put("the client itself, a fixed header", ways::direct);
            all.put("a connection without security", ways::plain);
            all.put("a connection, token in memory", ways::secured);
            System.out.println(
                    "| at once | way | p50 | p99 | CPU | user | kernel | calls/s | p50 added | p99"
                            + " added | CPU added |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
            int _ = ways.secured();
            long first = ways.storeAccesses();
            for (int atOnce : List.of(1, 16)) {
                caller.compare(all, atOnce);
            }
            System.out.printf(
                    "%nCalls of the store of tokens: %d for the first call, %d for the %,d after"
                            + " it%n",
                    first, ways.storeAccesses() - first, caller.made.sum() / all.size());
        }
    }

    private void compare(Map<String, Way> ways, int atOnce) throws Exception {
        Map<String, Rounds> measured = new LinkedHashMap<>();
        for (int i = -WARM_UP; i < rounds; i++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                Rounds.Round round = round(way.getValue(), atOnce);
                Rounds all =
                        measured.computeIfAbsent(way.getKey(), _ -> new Rounds(new ArrayList<>()));
                if (i >= 0) {
                    all.rounds().add(round);
                }
            }
        }
        Rounds reference = measured.values().iterator().next();
        measured.forEach((name, all) -> print(name, all, reference, atOnce));
    }

    private Rounds.Round round(Way way, int atOnce) throws Exception {
        long pid = ProcessHandle.current().pid();
        Cpu before = Cpu.of(pid);
        long began = System.nanoTime();
        long[] nanos = all(way, atOnce);
        made.add(nanos.length);
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(nanos);
        return Rounds.round(
                Cpu.of(pid).minus(before),
                new Load(nanos.length, 0, seconds, at(nanos, 0.5), at(nanos, 0.99)));
    }

    private long[] all(Way way, int atOnce) throws InterruptedException, ExecutionException {
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < atOnce; i++) {
                running.add(threads.submit(() -> some(way, calls / atOnce)));
            }
        }
        long[] nanos = new long[calls / atOnce * atOnce];
        for (int i = 0; i < atOnce; i++) {
            long[] own = running.get(i).get();
            System.arraycopy(own, 0, nanos, i * own.length, own.length);
        }
        return nanos;
    }

    private static long[] some(Way way, int calls) throws IOException {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long began = System.nanoTime();
            int bytes = way.call();
            nanos[i] = System.nanoTime() - began;
            if (bytes == 0) {
                throw new IOException("an answer is empty");
            }
        }
        return nanos;
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)] / 1000.0;
    }

    private static void print(String name, Rounds all, Rounds reference, int atOnce) {
        System.out.printf(
                "| %d | %s | %.1f | %.1f | %.1f | %.1f | %.1f | %,.0f | %.1f | %.1f | %.1f |%n",
                atOnce,
                name,
                all.median(Rounds.Round::p50),
                all.median(Rounds.Round::p99),
                all.cpu(),
                all.median(Rounds.Round::user),
                all.median(Rounds.Round::kernel),
                all.median(Rounds.Round::rate),
                added(all, reference, Rounds.Round::p50),
                added(all, reference, Rounds.Round::p99),
                added(all, reference, it -> it.user() + it.kernel()));
    }

    /// The median of what each round added to the same round of the reference.
    private static double added(Rounds all, Rounds reference, ToDoubleFunction<Rounds.Round> of) {
        double[] added = new double[all.rounds().size()];
        for (int i = 0; i < added.length; i++) {
            added[i] =
                    of.applyAsDouble(all.rounds().get(i))
                            - of.applyAsDouble(reference.rounds().get(i));
        }
        Arrays.sort(added);
        return added[added.length / 2];
    }
}
