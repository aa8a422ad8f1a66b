package io.grantway.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the same load on each contender in turn, several rounds over, and prints medians as a
/// Markdown table. The proxies run on the first core; load and upstream on the second.
///
/// Arguments: the folder of an unpacked distribution, the jar of `bench/peers/spring`, rounds
/// (default 5), seconds a round (default 3).
public final class SideBySide {
    private static final int FIXED_RATE = 2_000;
    private static final int FIXED_ROUNDS = 3;
    private static final Duration FIXED_TIME = Duration.ofSeconds(1);
    private static final int MOST_WARM_UP_LOADS = 30;
    private static final Duration WARM_UP_LOAD = Duration.ofSeconds(3);

    private SideBySide() {}

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            List<Contender> contenders =
                    new Peers(processes, distribution).all(Path.of(arguments[1]).toAbsolutePath());
            warm(contenders, work);
            Map<Contender, Rounds> full =
                    Rounds.of(contenders, rounds, Duration.ofSeconds(seconds), work);
            print(System.out, full, fixed(contenders));
        }
    }

    /// As much for each server of a kind, however many rows it has, and counted in CPU time: a
    /// neighbour on its core would take from the one what the other had.
    static void warm(List<Contender> contenders, Path work) {
        for (Contender contender : contenders) {
            long rows = contenders.stream().filter(it -> it.port() == contender.port()).count();
            warm(contender, contender.warmUp().dividedBy(rows), work);
        }
    }

    private static void warm(Contender contender, Duration cpu, Path work) {
        Cpu start = contender.cpu();
        double spent = 0;
        for (int i = 0; spent < cpu.toMillis() * 1e3 && i < MOST_WARM_UP_LOADS; i++) {
            Load.run(contender, WARM_UP_LOAD, work);
            Cpu all = contender.cpu().minus(start);
            spent = all.userMicros() + all.kernelMicros();
        }
    }

    /// The first round, in which this program itself warms up, does not count.
    private static Map<Contender, List<FixedLoad>> fixed(List<Contender> contenders) {
        Map<Contender, List<FixedLoad>> results = new LinkedHashMap<>();
        contenders.forEach(it -> FixedLoad.run(it, FIXED_RATE, Duration.ofSeconds(1)));
        for (int i = 0; i < FIXED_ROUNDS; i++) {
            for (Contender contender : contenders) {
                results.computeIfAbsent(contender, _ -> new ArrayList<>())
                        .add(FixedLoad.run(contender, FIXED_RATE, FIXED_TIME));
            }
        }
        return results;
    }

    private static void print(
            PrintStream out, Map<Contender, Rounds> full, Map<Contender, List<FixedLoad>> fixed) {
        Rounds reference = full.values().iterator().next();
        out.println(
                "| | CPU | user | kernel | CPU to nginx | user to nginx | requests/s | p50 | p99 |"
                        + " RSS MiB | errors |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        full.forEach((contender, rounds) -> {
            List<FixedLoad> paced = fixed.getOrDefault(contender, List.of());
            out.printf(
                    "| %s | %.1f | %.1f | %.1f | %.2f | %.2f | %,.0f | %.0f | %.0f | %d | %d |%n",
                    contender.name(),
                    rounds.cpu(),
                    rounds.median(Rounds.Round::user),
                    rounds.median(Rounds.Round::kernel),
                    rounds.cpu() / reference.cpu(),
                    rounds.median(Rounds.Round::user) / reference.median(Rounds.Round::user),
                    rounds.median(Rounds.Round::rate),
                    median(paced.stream().map(FixedLoad::p50).toList()),
                    median(paced.stream().map(FixedLoad::p99).toList()),
                    contender.residentKiB() / 1024,
                    rounds.errors());
        });
    }

    static double median(List<Double> values) {
        return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
    }
}
