package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Packed servers on one PostgreSQL, each with a service that calls an API through a connection,
/// behind a REST channel.
final class GrantwayNodes {
    private static final int FIRST = 19_260;
    private static final Duration LIVE = Duration.ofSeconds(60);

    /// The others' clients wait as long as it takes, and a process that has just started is slow.
    private static final List<String> PATIENT = List.of("--timeout", "30s");

    private static final String SERVICE =
            """
            import io.grantway.service.Call;
            import io.grantway.service.Service;

            public class Plan implements Service {
                @Override
                public Object handle(Call call) {
                    return call.rest("Billing").get();
                }
            }
            """;
    private static final String READY =
            """
            import io.grantway.service.Call;
            import io.grantway.service.Service;

            public class Ready implements Service {
                @Override
                public Object handle(Call call) {
                    return "ready";
                }
            }
            """;

    private final Processes processes;
    private final Path distribution;
    private final List<Integer> ports = new ArrayList<>();

    GrantwayNodes(Processes processes, Path distribution) {
        this.processes = processes;
        this.distribution = distribution;
    }

    /// Starts so many, none of which has a token yet.
    void start(int nodes, TokenCounter counter) throws IOException {
        ClientNode database = ClientNode.start(processes, "postgres", "peer.Postgres", List.of());
        Path services = Files.createDirectory(processes.work().resolve("services"));
        Files.writeString(services.resolve("Plan.java"), SERVICE);
        Files.writeString(services.resolve("Ready.java"), READY);
        for (int i = 0; i < nodes; i++) {
            int port = FIRST + 2 * i;
            Path config = processes.work().resolve("node" + i + ".yaml");
            Files.writeString(
                    config, configuration(port, database.said("port"), services, counter));
            processes.start(
                    "node" + i,
                    "0,1",
                    port,
                    List.of(
                            distribution.resolve("bin/grantway").toString(),
                            "start",
                            "--config",
                            config.toString(),
                            "--data",
                            processes.work().resolve("node" + i + "-data").toString()));
            ports.add(port);
        }
        ports.forEach(GrantwayNodes::awaitLive);
    }

    private static String configuration(
            int port, String database, Path services, TokenCounter counter) {
        return """
        listeners:
          gateway: {http: "127.0.0.1:%1$d", https: off}
          admin: {http: "127.0.0.1:%2$d", https: off}
        server:
          telemetry: {accessLog: {enabled: false}}
          store:
            key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
            postgresql: {host: 127.0.0.1, port: %3$s, database: postgres, username: postgres}
        securityDefinitions:
          - name: Server
            oauth2: {tokenEndpoint: "%4$s", clientId: grantway, clientSecret: secret, scopes: [billing.read]}
        connections:
          - {name: Billing, rest: {url: "%5$s", security: Server, pool: 64}}
        services: {directory: %6$s}
        channels:
          - {name: plan, rest: {path: /plan, service: Plan}}
          - {name: ready, rest: {path: /ready, service: Ready}}
        """
                .formatted(
                        port, port + 1, database, counter.tokenEndpoint(), counter.api(), services);
    }

    private static void awaitLive(int port) {
        long end = System.nanoTime() + LIVE.toNanos();
        while (true) {
            try {
                String _ = Http.get("http://127.0.0.1:" + port + "/ready");
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(200_000_000);
            }
        }
    }

    /// Calls all of them at the same time, over 64 connections each.
    ///
    /// @return how many calls failed
    long load(Duration time) throws Exception {
        long failed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(ports.size())) {
            List<Future<Load>> loads = new ArrayList<>();
            for (int port : ports) {
                loads.add(
                        threads.submit(() ->
                                Load.run("http://127.0.0.1:" + port + "/plan", time, PATIENT)));
            }
            for (Future<Load> load : loads) {
                failed += load.get().errors();
            }
        }
        return failed;
    }
}
