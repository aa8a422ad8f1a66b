package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tokens a second and CPU a token of authorization servers, Grantway beside its peers: client
/// credentials, codes with a login that is there already, renewals, introspection. All run on one
/// core, in turn.
///
/// Arguments: the folder of an unpacked distribution, that of Keycloak, the jar of Spring
/// Authorization Server, the folder of `oidc-provider`, rounds (default 3), seconds a round
/// (default 4).
public final class AuthorizationServers {
    /// CPU time under load of each row before it is measured, and how long to wait for it at most.
    private static final Duration WARM_UP = Duration.ofSeconds(12);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private AuthorizationServers() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 3;
        int seconds = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 4;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            List<Row> rows = rows(processes, arguments);
            rows.forEach(AuthorizationServers::warmUp);
            for (int i = 0; i < rounds; i++) {
                rows.forEach(row -> row.round(Duration.ofSeconds(seconds)));
            }
            Row.printTable(rows);
        }
        System.out.printf("A signature alone: %s%n", Signatures.measured());
    }

    private static List<Row> rows(Processes processes, String[] arguments) throws IOException {
        Path work = processes.work();
        Process grantway =
                new GrantwayIssuers(processes, Path.of(arguments[0]).toAbsolutePath()).start();
        Keycloak keycloak = new Keycloak(processes, Path.of(arguments[1]).toAbsolutePath());
        Process keycloakProcess = keycloak.start("0");
        List<Row> rows = new ArrayList<>();
        TokenServer opaque = GrantwayIssuers.server(grantway, "opaque");
        TokenServer signed = GrantwayIssuers.server(grantway, "ES256");
        rows.add(post("empty request", opaque, "/nothing", "", work));
        rows.add(
                Row.post(
                        "Grantway oauth2 policy, client credentials",
                        opaque.processes(),
                        opaque.url("/event/oauth2/token"),
                        work,
                        Grantway.FORM,
                        "X-Forwarded-Proto",
                        "https"));
        rows.add(clientCredentials(opaque, work));
        rows.add(clientCredentials(signed, work));
        rows.add(clientCredentials(GrantwayIssuers.server(grantway, "RS256"), work));
        rows.add(introspection(opaque, work));
        rows.addAll(loggedIn(signed));
        rows.add(introspection(signed, work));
        rows.add(clientCredentials(keycloak.server(keycloakProcess, "ES256"), work));
        rows.addAll(all(keycloak.server(keycloakProcess, "RS256"), work));
        rows.addAll(all(SpringAuthorizationServer.start(processes, Path.of(arguments[2])), work));
        Path node = Path.of(arguments[3]).toAbsolutePath();
        rows.addAll(all(OidcProvider.start(processes, node, "opaque"), work));
        rows.add(clientCredentials(OidcProvider.start(processes, node, "ES256"), work));
        return rows;
    }

    private static List<Row> all(TokenServer server, Path work) {
        List<Row> rows = new ArrayList<>();
        rows.add(clientCredentials(server, work));
        rows.add(introspection(server, work));
        rows.addAll(loggedIn(server));
        return rows;
    }

    private static List<Row> loggedIn(TokenServer server) {
        return List.of(
                row("code and its tokens", server, Dialogue.codes(server)),
                row("refresh", server, Dialogue.renewals(server)));
    }

    private static Row row(String name, TokenServer server, Dialogue dialogue) {
        return new Row(
                server.name() + ", " + name,
                server.processes(),
                time -> dialogue.run(server, time));
    }

    private static Row clientCredentials(TokenServer server, Path work) {
        return post(
                "client credentials", server, server.token(), TokenServer.CLIENT_CREDENTIALS, work);
    }

    private static Row introspection(TokenServer server, Path work) {
        return post("introspection", server, server.introspect(), server.introspectionForm(), work);
    }

    private static Row post(String name, TokenServer server, String path, String form, Path work) {
        return Row.post(
                server.name() + ", " + name, server.processes(), server.url(path), work, form);
    }

    private static void warmUp(Row row) {
        Cpu before = row.cpu();
        long end = System.nanoTime() + PATIENCE.toNanos();
        double spent = 0;
        while (spent < WARM_UP.toMillis() * 1000.0 && System.nanoTime() < end) {
            row.warm(Duration.ofSeconds(4));
            Cpu cpu = row.cpu().minus(before);
            spent = cpu.userMicros() + cpu.kernelMicros();
        }
    }
}
