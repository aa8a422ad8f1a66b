package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// A call with a token in memory through a server of ten routes and one of 10,000, in turn: more
/// rounds of only two than in the large table, for a difference that is smaller than its noise.
///
/// Arguments: the folder of an unpacked distribution, rounds (default 15), seconds a round (default
/// 2).
public final class Routes {
    private static final int TEN = 19_170;
    private static final int MANY = 19_180;

    private Routes() {}

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            new Proxies(processes).upstream();
            List<Contender> both =
                    List.of(
                            server(
                                    "ten routes",
                                    new Grantway(processes, distribution, "ten", TEN, 10)),
                            server(
                                    "10,000 routes",
                                    new Grantway(processes, distribution, "many", MANY, 10_000)));
            SideBySide.warm(both, work);
            System.out.println("| | CPU | user | kernel | least user |");
            System.out.println("|---|---|---|---|---|");
            Rounds.of(both, rounds, Duration.ofSeconds(seconds), work).forEach(Routes::print);
        }
    }

    private static Contender server(String name, Grantway server) throws IOException {
        Process process = server.start("0");
        return server.contender(name, process, "/event/1", server.tokens("/event", 1));
    }

    private static void print(Contender contender, Rounds rounds) {
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                contender.name(),
                rounds.cpu(),
                rounds.median(Rounds.Round::user),
                rounds.median(Rounds.Round::kernel),
                rounds.rounds().stream()
                        .map(Rounds.Round::user)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }
}
