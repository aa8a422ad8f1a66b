package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The packed server, with a configuration for measuring: an open API `/plain`, a protected one
/// `/event`, and as many more routes as asked for.
final class Grantway {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    static final String FORM =
            "grant_type=client_credentials&client_id=clientid&client_secret=clientsecret&scope=read";

    private final Processes processes;
    private final Path distribution;
    private final String name;
    private final int port;
    private final int routes;
    private final String more;

    /// @param name of its folder
    /// @param port of the gateway; the admin API has the next one
    /// @param routes in all
    Grantway(Processes processes, Path distribution, String name, int port, int routes) {
        this(processes, distribution, name, port, routes, "");
    }

    /// @param more of the configuration
    Grantway(
            Processes processes,
            Path distribution,
            String name,
            int port,
            int routes,
            String more) {
        this.processes = processes;
        this.distribution = distribution;
        this.name = name;
        this.port = port;
        this.routes = routes;
        this.more = more;
    }

    Process start(String cores) throws IOException {
        return processes.start(name, cores, port, command());
    }

    int port() {
        return port;
    }

    Path data() {
        return processes.work().resolve(name + "-data");
    }

    /// What starts it; writes its configuration.
    List<String> command() throws IOException {
        Path config = processes.work().resolve(name + ".yaml");
        Files.writeString(config, configuration());
        return List.of(
                distribution.resolve("bin/grantway").toString(),
                "start",
                "--config",
                config.toString(),
                "--data",
                data().toString());
    }

    private String configuration() {
        String fillers =
                IntStream.range(2, routes)
                        .mapToObj(i -> "      - {paths: [/api%d/v1/items]}".formatted(i))
                        .collect(Collectors.joining("\n"));
        return """
        listeners:
          gateway: {http: "127.0.0.1:%1$d", https: off}
          admin: {http: "127.0.0.1:%2$d", https: off}
        server: {trustedProxies: [127.0.0.1], telemetry: {accessLog: {file: %3$s}}}
        apis:
          - name: plain
            upstream: http://127.0.0.1:%4$d
            routes:
              - {paths: [/plain]}
        %5$s
          - name: event
            upstream: http://127.0.0.1:%4$d
            routes: [{paths: [/event]}]
            policies:
              - oauth2: {scopes: [read, write], enableClientCredentials: true, acceptHttpIfAlreadyTerminated: true}
        consumers:
          - username: ClientApp
            applications: [{name: SampleApp, clientId: clientid, clientSecret: clientsecret}]
        """
                        .formatted(
                                port,
                                port + 1,
                                processes.work().resolve(name + "-access.log"),
                                Proxies.UPSTREAM,
                                fillers)
                + more;
    }

    /// Asks for client credentials tokens of the API below a path.
    List<String> tokens(String api, int count) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String body =
                    Http.post(
                            "http://127.0.0.1:" + port + api + "/oauth2/token",
                            FORM,
                            Map.of("X-Forwarded-Proto", "https"));
            tokens.add(Http.member(body, "access_token"));
        }
        return tokens;
    }

    /// A row with one of its APIs.
    Contender contender(String row, Process process, String path, List<String> tokens) {
        return new Contender(row, Processes.family(process), port, path, tokens, WARM_UP);
    }
}
