package io.grantway.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private record Round(
            double userMicros,
            double kernelMicros,
            double rate,
            double p50,
            double p99,
            long errors) {}

    private SideBySide() {}

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Peers peers = new Peers(work, distribution)) {
            List<Contender> contenders = peers.start();
            for (Contender contender : contenders) {
                Load.run(contender, contender.name().startsWith("Grantway") ? 15 : 2);
            }
            print(System.out, contenders, measure(contenders, rounds, seconds));
        }
    }

    private static Map<String, List<Round>> measure(
            List<Contender> contenders, int rounds, int seconds) {
        Map<String, List<Round>> results = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                Cpu before = contender.cpu();
                Load load = Load.run(contender, seconds);
                Cpu spent = contender.cpu().minus(before);
                results.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(
                                new Round(
                                        spent.userMicros() / load.requests(),
                                        spent.kernelMicros() / load.requests(),
                                        load.requests() / load.seconds(),
                                        load.p50(),
                                        load.p99(),
                                        load.errors()));
            }
        }
        return results;
    }

    private static void print(
            PrintStream out, List<Contender> contenders, Map<String, List<Round>> results) {
        double reference = cpu(results.values().iterator().next());
        double userReference =
                median(
                                results.values().iterator().next(),
                                Comparator.comparingDouble(Round::userMicros))
                        .userMicros();
        out.println(
                "| | CPU us/request | user | kernel | CPU to nginx | user to nginx | requests/s |"
                        + " p50 us | p99 us | RSS MiB | errors |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (Contender contender : contenders) {
            List<Round> rounds = results.getOrDefault(contender.name(), List.of());
            double user =
                    median(rounds, Comparator.comparingDouble(Round::userMicros)).userMicros();
            out.printf(
                    "| %s | %.1f | %.1f | %.1f | %.2f | %.2f | %.0f | %.0f | %.0f | %d | %d |%n",
                    contender.name(),
                    cpu(rounds),
                    user,
                    median(rounds, Comparator.comparingDouble(Round::kernelMicros)).kernelMicros(),
                    cpu(rounds) / reference,
                    user / userReference,
                    median(rounds, Comparator.comparingDouble(Round::rate)).rate(),
                    median(rounds, Comparator.comparingDouble(Round::p50)).p50(),
                    median(rounds, Comparator.comparingDouble(Round::p99)).p99(),
                    contender.residentKiB() / 1024,
                    rounds.stream().mapToLong(Round::errors).sum());
        }
    }

    private static double cpu(List<Round> rounds) {
        Comparator<Round> total =
                Comparator.comparingDouble(round -> round.userMicros() + round.kernelMicros());
        Round middle = median(rounds, total);
        return middle.userMicros() + middle.kernelMicros();
    }

    private static Round median(List<Round> rounds, Comparator<Round> order) {
        return rounds.stream().sorted(order).toList().get(rounds.size() / 2);
    }
}
