package io.grantway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How often clients ask for tokens: three processes of each, 64 threads in each, call an API for
/// the same time; the token endpoint counts. Once with tokens of an hour, once with such as end
/// while they are watched.
final class OutgoingTokens {
    private static final int NODES = 3;
    private static final int PORT = 19_230;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final Path work;
    private final Path distribution;
    private final Duration time;
    private int runs;

    private OutgoingTokens(Path work, Path distribution, Duration time) {
        this.work = work;
        this.distribution = distribution;
        this.time = time;
    }

    /// @param arguments seconds a contender calls (default 20)
    static void run(String distribution, String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        OutgoingTokens all =
                new OutgoingTokens(
                        Files.createTempDirectory("grantway-bench"),
                        Path.of(distribution).toAbsolutePath(),
                        Duration.ofSeconds(seconds));
        System.out.println(
                "| | tokens live | calls | failed | refused tokens | token requests | of them"
                        + " superfluous |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Duration lifetime : List.of(HOUR, SHORT)) {
            all.grantway(lifetime);
            // Their margins are made for long tokens: with the defaults of 60 s and 5 s none of
            // these would ever be used twice.
            String margin = lifetime.equals(SHORT) ? "1" : "0";
            all.clients("Spring Security", "peer.SpringClient", lifetime, margin);
            all.clients("Camel, tokens cached", "peer.CamelClient", lifetime, margin, "cached");
        }
        all.clients("Camel", "peer.CamelClient", HOUR, "0", "uncached");
    }

    private void grantway(Duration lifetime) throws Exception {
        Path folder = Files.createDirectory(work.resolve("run" + runs++));
        try (TokenCounter counter = new TokenCounter(PORT, lifetime);
                Processes processes = new Processes(folder)) {
            GrantwayNodes nodes = new GrantwayNodes(processes, distribution);
            nodes.start(NODES, counter);
            long failed = nodes.load(time);
            print("Grantway", counter.count(), failed);
        }
    }

    private void clients(String name, String main, Duration lifetime, String margin, String... more)
            throws Exception {
        Path folder = Files.createDirectory(work.resolve("run" + runs++));
        try (TokenCounter counter = new TokenCounter(PORT, lifetime);
                Processes processes = new Processes(folder)) {
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    counter.api(),
                                    counter.tokenEndpoint(),
                                    Long.toString(time.toSeconds()),
                                    margin));
            arguments.addAll(List.of(more));
            List<ClientNode> nodes = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                nodes.add(ClientNode.start(processes, "client" + i, main, arguments));
            }
            nodes.forEach(ClientNode::begin);
            List<ClientNode.Done> done = nodes.stream().map(it -> it.end(time)).toList();
            print(name, counter.count(), done.stream().mapToLong(ClientNode.Done::failed).sum());
            done.stream()
                    .map(ClientNode.Done::first)
                    .filter(it -> !it.isEmpty())
                    .findFirst()
                    .ifPresent(System.err::println);
        }
    }

    private static void print(String name, TokenCounter.Count count, long failed) {
        System.out.printf(
                "| %s | %d s | %,d | %,d | %,d | %,d | %,d |%n",
                name,
                count.lifetime().toSeconds(),
                count.calls(),
                failed,
                count.refused(),
                count.tokens(),
                count.superfluous());
    }
}
