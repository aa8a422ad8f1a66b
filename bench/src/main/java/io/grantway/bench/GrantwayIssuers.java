package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The packed server with three authorization servers (opaque tokens, ES256 and RS256), and an API
/// with Kong's `oauth2` policy.
final class GrantwayIssuers {
    static final int PORT = 19_160;

    private final Processes processes;
    private final Path distribution;

    GrantwayIssuers(Processes processes, Path distribution) {
        this.processes = processes;
        this.distribution = distribution;
    }

    Process start() throws IOException {
        Path config = processes.work().resolve("issuers.yaml");
        Files.writeString(config, configuration());
        return processes.start(
                "grantway",
                "0",
                PORT,
                List.of(
                        distribution.resolve("bin/grantway").toString(),
                        "start",
                        "--config",
                        config.toString(),
                        "--data",
                        processes.work().resolve("issuers-data").toString()));
    }

    static TokenServer server(Process process, String path) {
        return new TokenServer(
                "Grantway " + path,
                Processes.family(process),
                PORT,
                "/" + path + "/authorize",
                "/" + path + "/token",
                "/" + path + "/introspect");
    }

    private String configuration() {
        return """
        listeners:
          gateway: {http: "127.0.0.1:%1$d", https: off}
          admin: {http: "127.0.0.1:%2$d", https: off}
        server: {trustedProxies: [127.0.0.1], telemetry: {accessLog: {file: %3$s}}}
        authorizationServers:
          - name: opaque
            builtIn: {issuer: "http://127.0.0.1:%1$d/opaque", accessTokens: {format: opaque}}
          - name: ES256
            builtIn: {issuer: "http://127.0.0.1:%1$d/ES256"}
          - name: RS256
            builtIn: {issuer: "http://127.0.0.1:%1$d/RS256", signing: {accessTokens: RS256}}
        apis:
          - name: event
            upstream: http://127.0.0.1:%7$d
            routes: [{paths: [/event]}]
            policies:
              - oauth2: {scopes: [read], enableClientCredentials: true, acceptHttpIfAlreadyTerminated: true}
        users: [{username: %4$s, name: Megan Ray, password: %5$s}]
        consumers:
          - username: ClientApp
            applications:
              - name: SampleApp
                clientId: clientid
                clientSecret: clientsecret
                authentication: {method: client_secret_post}
                redirectUris: ["%6$s"]
        """
                .formatted(
                        PORT,
                        PORT + 1,
                        processes.work().resolve("issuers-access.log"),
                        BrowserLogin.USER,
                        BrowserLogin.PASSWORD,
                        TokenServer.REDIRECT,
                        Proxies.UPSTREAM);
    }
}
