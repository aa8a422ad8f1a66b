package io.grantway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tokens of other authorization servers at the gateway, each way of judging them, beside nginx and
/// HAProxy. One server remembers what it found of a token, as it is delivered; one forgets it at
/// once; one has 100,000 applications and 1,000 APIs.
///
/// Arguments: the folder of an unpacked distribution, rounds (default 5), seconds a round (default
/// 3).
public final class ResourceServers {
    private static final int INTROSPECTION = 19_190;
    private static final int REMEMBERING = 19_200;
    private static final int FORGETTING = 19_210;
    private static final int LARGE = 19_220;
    private static final int APPLICATIONS = 100_000;
    private static final int APIS = 1_000;
    private static final int FEW = 10;
    private static final int A_FILE = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private final Processes processes;
    private final Path distribution;
    private final Map<String, SignedJwt> tokens =
            Map.of(
                    "RS256", SignedJwt.by("RS256"),
                    "ES256", SignedJwt.by("ES256"),
                    "EdDSA", SignedJwt.by("EdDSA"));

    private ResourceServers(Processes processes, Path distribution) {
        this.processes = processes;
        this.distribution = distribution;
    }

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            List<Contender> contenders = new ResourceServers(processes, distribution).all();
            SideBySide.warm(contenders, work);
            print(System.out, Rounds.of(contenders, rounds, Duration.ofSeconds(seconds), work));
        }
    }

    private List<Contender> all() throws IOException {
        Proxies proxies = new Proxies(processes);
        proxies.upstream();
        proxies.introspection(INTROSPECTION);
        List<Contender> all = new ArrayList<>();
        all.add(proxies.nginx());
        all.add(proxies.haproxyJwt());
        Process remembering = start("remembering", REMEMBERING, "48MiB", FEW, FEW);
        all.add(row("Grantway, no policy", remembering, REMEMBERING, "/plain/1", List.of()));
        List<String> rs256 = List.of(token("RS256"));
        all.add(row("all of scenario 2, in memory", remembering, REMEMBERING, "/orders/1", rs256));
        all.add(row("token only, in memory", remembering, REMEMBERING, "/token/1", rs256));
        all.add(
                row(
                        "introspection, in memory",
                        remembering,
                        REMEMBERING,
                        "/token/1",
                        List.of("op_0123456789abcdef")));
        Process forgetting = start("forgetting", FORGETTING, "0", FEW, FEW);
        for (String algorithm : List.of("RS256", "ES256", "EdDSA")) {
            all.add(
                    row(
                            algorithm + " verified each time",
                            forgetting,
                            FORGETTING,
                            "/token/1",
                            List.of(token(algorithm))));
        }
        all.add(
                row(
                        "introspection each time",
                        forgetting,
                        FORGETTING,
                        "/token/1",
                        List.of("op_0123456789abcdef")));
        Process large = start("large", LARGE, "48MiB", APPLICATIONS, APIS);
        all.add(
                row(
                        "all of scenario 2, 100,000 applications, 1,000 APIs",
                        large,
                        LARGE,
                        "/orders/1",
                        rs256));
        return all;
    }

    private String token(String algorithm) {
        return Objects.requireNonNull(tokens.get(algorithm)).text();
    }

    private static Contender row(
            String name, Process process, int port, String path, List<String> tokens) {
        return new Contender(name, Processes.family(process), port, path, tokens, WARM_UP);
    }

    private Process start(String name, int port, String memory, int applications, int apis)
            throws IOException {
        Path config = Files.createDirectory(processes.work().resolve(name + "-config"));
        Files.writeString(config.resolve("a.yaml"), configuration(name, port, memory, apis));
        for (int i = 0; i * A_FILE < applications; i++) {
            Files.writeString(config.resolve("b" + i + ".yaml"), consumer(i, applications));
        }
        return processes.start(
                name,
                "0",
                port,
                List.of(
                        distribution.resolve("bin/grantway").toString(),
                        "start",
                        "--config",
                        config.toString(),
                        "--data",
                        processes.work().resolve(name + "-data").toString()));
    }

    /// A consumer with its share of the applications: a file holds so many values and no more.
    private static String consumer(int number, int applications) {
        int first = number * A_FILE;
        return "consumers:\n  - username: partner"
                + number
                + "\n    applications:\n"
                + IntStream.range(first, Math.min(first + A_FILE, applications))
                        .mapToObj(ResourceServers::application)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private String configuration(String name, int port, String memory, int apis) {
        String servers =
                tokens.values().stream()
                        .map(ResourceServers::server)
                        .collect(Collectors.joining("\n"));
        String more =
                IntStream.range(0, apis)
                        .mapToObj(ResourceServers::api)
                        .collect(Collectors.joining("\n"));
        return """
        listeners:
          gateway: {http: "127.0.0.1:%1$d", https: off}
          admin: {http: "127.0.0.1:%2$d", https: off}
        server: {rememberedTokens: %3$s, telemetry: {accessLog: {file: %4$s}}}
        authorizationServers:
        %5$s
          - name: opaque
            external:
              introspection: {endpoint: "http://127.0.0.1:%6$d/introspect", clientId: gateway, clientSecret: secret, cache: %7$s}
              tokens: {prefix: op_}
        plans: [{name: gold, limits: [{requests: 1000000000, per: minute}]}]
        apis:
          - name: plain
            upstream: http://127.0.0.1:%8$d
            routes: [{paths: [/plain]}]
          - name: token
            upstream: http://127.0.0.1:%8$d
            routes: [{paths: [/token]}]
            policies: [{requireToken: {}}]
          - name: orders
            upstream: http://127.0.0.1:%8$d
            routes: [{paths: [/orders]}]
            operations:
              - {scopes: [read], methods: [GET], paths: [/orders, "/orders/{id}"]}
              - {scopes: [write], methods: [POST], paths: [/orders]}
            policies:
              - requireToken: {audience: [event]}
              - requireSubscription: {}
        %9$s
        consumers:
          - username: partner
            applications:
              - name: crm
                credentials: [{authorizationServer: RS256, clientId: clientid}]
                subscriptions: [{api: orders, plan: gold}]
        """
                .formatted(
                        port,
                        port + 1,
                        memory,
                        processes.work().resolve(name + "-access.log"),
                        servers,
                        INTROSPECTION,
                        memory.equals("0") ? "0s" : "30s",
                        Proxies.UPSTREAM,
                        more);
    }

    private static String server(SignedJwt jwt) {
        return """
          - name: %s
            external:
              issuer: https://%s.example
              jwt: {certificate: "%s", algorithms: [%s]}\
        """
                .formatted(
                        jwt.algorithm(),
                        jwt.algorithm(),
                        jwt.publicKeyPem().replace("\n", "\\n"),
                        jwt.algorithm());
    }

    private static String api(int number) {
        return "  - {name: api%d, upstream: 'http://127.0.0.1:%d', routes: [{paths: [/api%d]}]}"
                .formatted(number, Proxies.UPSTREAM, number);
    }

    private static String application(int number) {
        return ("      - {name: app%1$d, credentials: [{authorizationServer: RS256, clientId:"
                        + " client%1$d}], subscriptions: [{api: orders, plan: gold}]}")
                .formatted(number);
    }

    private static void print(PrintStream out, Map<Contender, Rounds> all) {
        Rounds reference = all.values().iterator().next();
        out.println("| | CPU us | user | kernel | CPU to nginx | requests/s | RSS MiB | errors |");
        out.println("|---|---|---|---|---|---|---|---|");
        all.forEach((contender, rounds) ->
                out.printf(
                        "| %s | %.1f | %.1f | %.1f | %.2f | %,.0f | %d | %d |%n",
                        contender.name(),
                        rounds.cpu(),
                        rounds.median(Rounds.Round::user),
                        rounds.median(Rounds.Round::kernel),
                        rounds.cpu() / reference.cpu(),
                        rounds.median(Rounds.Round::rate),
                        contender.residentKiB() / 1024,
                        rounds.errors()));
    }
}
