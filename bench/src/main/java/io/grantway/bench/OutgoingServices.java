package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Services behind REST channels, and the plain call of the same server to an upstream beside them,
/// in turn. All answer 1 KiB of JSON.
final class OutgoingServices {
    private static final int PORT = 19_250;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration LIVE = Duration.ofSeconds(30);

    private OutgoingServices() {}

    /// @param arguments rounds (default 15), seconds a round (default 2)
    static void run(String distribution, String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            new Proxies(processes).upstream();
            Process server = start(processes, Path.of(distribution).toAbsolutePath());
            List<Contender> all = new ArrayList<>();
            all.add(row("the gateway's plain call", server, "/plain/1"));
            all.add(row("a service by a REST channel", server, "/small"));
            all.add(row("the same, its answer built of a list", server, "/built"));
            all.add(row("a service that calls the upstream", server, "/through"));
            awaitLive(all);
            SideBySide.warm(all, work);
            print(Rounds.of(all, rounds, Duration.ofSeconds(seconds), work));
        }
    }

    private static Contender row(String name, Process server, String path) {
        return new Contender(name, Processes.family(server), PORT, path, List.of(), WARM_UP);
    }

    private static Process start(Processes processes, Path distribution) throws IOException {
        Path config = processes.work().resolve("services.yaml");
        Files.writeString(config, configuration(processes.work()));
        Path services = Files.createDirectory(processes.work().resolve("services"));
        Files.writeString(services.resolve("Small.java"), service("Small", small()));
        Files.writeString(services.resolve("Built.java"), service("Built", built()));
        Files.writeString(services.resolve("Through.java"), service("Through", through()));
        return processes.start(
                "services",
                "0",
                PORT,
                List.of(
                        distribution.resolve("bin/grantway").toString(),
                        "start",
                        "--config",
                        config.toString(),
                        "--data",
                        processes.work().resolve("services-data").toString()));
    }

    private static String configuration(Path work) {
        return """
        listeners:
          gateway: {http: "127.0.0.1:%1$d", https: off}
          admin: {http: "127.0.0.1:%2$d", https: off}
        server: {telemetry: {accessLog: {file: %3$s/services-access.log}}}
        apis:
          - name: plain
            upstream: http://127.0.0.1:%4$d
            routes: [{paths: [/plain]}]
        connections: [{name: Upstream, rest: {url: "http://127.0.0.1:%4$d", pool: 64}}]
        services: {directory: %3$s/services}
        channels:
          - {name: small, rest: {path: /small, methods: [GET], service: Small}}
          - {name: built, rest: {path: /built, methods: [GET], service: Built}}
          - {name: through, rest: {path: /through, methods: [GET], service: Through}}
        """
                .formatted(PORT, PORT + 1, work, Proxies.UPSTREAM);
    }

    private static String service(String name, String result) {
        return """
        import io.grantway.service.Call;
        import io.grantway.service.Service;
        import java.util.ArrayList;
        import java.util.List;
        import java.util.Map;

        public class %s implements Service {
            private static final String FILLER = "x".repeat(960);

            @Override
            public Object handle(Call call) {
                %s
            }
        }
        """
                .formatted(name, result);
    }

    private static String small() {
        return "return Map.of(\"id\", 1, \"Name\", \"Global Summit\", \"filler\", FILLER);";
    }

    private static String built() {
        return """
        List<Map<String, Object>> rows = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    rows.add(Map.of("id", i, "Name", "Global Summit", "open", true));
                }
                return Map.of("rows", rows);\
        """;
    }

    private static String through() {
        return "return call.rest(\"Upstream\").get(\"/through\");";
    }

    private static void awaitLive(List<Contender> all) {
        long end = System.nanoTime() + LIVE.toNanos();
        for (Contender each : all) {
            String answer = "";
            while (answer.isEmpty()) {
                try {
                    answer = Http.get(each.url());
                } catch (RuntimeException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    LockSupport.parkNanos(200_000_000);
                }
            }
        }
    }

    private static void print(Map<Contender, Rounds> all) {
        Rounds reference = all.values().iterator().next();
        System.out.println(
                "| | CPU us | user | kernel | CPU to plain | user to plain | requests/s | p50 | RSS"
                        + " MiB | errors |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        all.forEach((contender, rounds) ->
                System.out.printf(
                        "| %s | %.1f | %.1f | %.1f | %.2f | %.2f | %,.0f | %.0f | %d | %d |%n",
                        contender.name(),
                        rounds.cpu(),
                        rounds.median(Rounds.Round::user),
                        rounds.median(Rounds.Round::kernel),
                        rounds.cpu() / reference.cpu(),
                        rounds.median(Rounds.Round::user) / reference.median(Rounds.Round::user),
                        rounds.median(Rounds.Round::rate),
                        rounds.median(Rounds.Round::p50),
                        contender.residentKiB() / 1024,
                        rounds.errors()));
    }
}
