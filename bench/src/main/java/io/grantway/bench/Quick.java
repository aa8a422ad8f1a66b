package io.grantway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The guard of each change, in under two minutes: user time of a call with a token in memory as a
/// multiple of nginx' plain proxying, and what such a call allocates.
///
/// Argument: the folder of an unpacked distribution.
public final class Quick {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private Quick() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            List<Contender> pair =
                    new Peers(processes, Path.of(arguments[0]).toAbsolutePath()).quick();
            Contender nginx = pair.getFirst();
            Contender grantway = pair.getLast();
            Load.run(grantway, WARM_UP, work);
            Rounds limit = new Rounds(new ArrayList<>());
            Rounds ours = new Rounds(new ArrayList<>());
            List<Double> allocated = new ArrayList<>();
            try (Allocation allocation = Allocation.of(grantway.processes().getLast().pid())) {
                for (int i = 0; i < ROUNDS; i++) {
                    limit.rounds().add(Rounds.round(nginx, ROUND, work));
                    long before = allocation.bytes();
                    Cpu cpu = grantway.cpu();
                    Load load = Load.run(grantway, ROUND, work);
                    ours.rounds().add(Rounds.round(grantway.cpu().minus(cpu), load));
                    allocated.add((allocation.bytes() - before) / (double) load.requests());
                }
            }
            report(limit, ours, SideBySide.median(allocated));
        }
    }

    private static void report(Rounds limit, Rounds ours, double allocated) {
        double nginxUser = limit.median(Rounds.Round::user);
        double user = ours.median(Rounds.Round::user);
        System.out.printf(
                "user time to nginx: %.2f (%.1f to %.1f us a request; with the kernel's %.2f)%n",
                user / nginxUser, user, nginxUser, ours.cpu() / limit.cpu());
        System.out.printf("allocated: %,.0f bytes a request%n", allocated);
        System.out.printf("errors: %d%n", limit.errors() + ours.errors());
    }
}
