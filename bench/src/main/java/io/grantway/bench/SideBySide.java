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
/// Arguments: the folder of an unpacked distribution, rounds (default 5), seconds a round (default
/// 3).
public final class SideBySide {
    private static final int FIXED_RATE = 2_000;
    private static final int FIXED_ROUNDS = 3;
    private static final Duration FIXED_TIME = Duration.ofSeconds(1);
    private static final int JVM_WARM_UP = 18;

    private SideBySide() {}

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            List<Contender> contenders = new Peers(processes, distribution).all();
            warm(contenders, work);
            Map<Contender, Rounds> full =
                    Rounds.of(contenders, rounds, Duration.ofSeconds(seconds), work);
            print(System.out, full, fixed(contenders));
        }
    }

    /// As long for each JVM, however many rows it has; a peer in C needs none.
    static void warm(List<Contender> contenders, Path work) {
        for (Contender contender : contenders) {
            long rows = contenders.stream().filter(it -> it.port() == contender.port()).count();
            boolean compiles = contender.name().startsWith("Grantway");
            Load.run(contender, Duration.ofSeconds(compiles ? JVM_WARM_UP / rows : 1), work);
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
