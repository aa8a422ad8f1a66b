package io.grantway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Client credentials tokens a second and CPU a token, Grantway beside Keycloak, in turn on one
/// core. Grantway's tokens are on disk when they are answered; Keycloak's are signed.
///
/// Arguments: the folder of an unpacked distribution, that of Keycloak, rounds (default 3), seconds
/// a round (default 4).
public final class TokenEndpoints {
    static final String FORM =
            "grant_type=client_credentials&client_id=clientid&client_secret=clientsecret";
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final int PORT = 19_150;

    /// One of the two.
    record Endpoint(String name, List<ProcessHandle> processes, String url, Path script) {
        Cpu cpu() {
            return processes.stream().map(it -> Cpu.of(it.pid())).reduce(new Cpu(0, 0), Cpu::plus);
        }

        Load load(Duration time) {
            return Load.run(url, time, List.of("-s", script.toString()));
        }

        Rounds.Round round(Duration time) {
            Cpu before = cpu();
            Load load = load(time);
            return Rounds.round(cpu().minus(before), load);
        }
    }

    private TokenEndpoints() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 4;
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            Grantway server =
                    new Grantway(
                            processes,
                            Path.of(arguments[0]).toAbsolutePath(),
                            "grantway",
                            PORT,
                            10);
            Endpoint grantway = grantway(server, server.start("0"), work);
            Endpoint keycloak = keycloak(processes, Path.of(arguments[1]), work);
            keycloak.load(WARM_UP);
            grantway.load(WARM_UP);
            Rounds ours = new Rounds(new ArrayList<>());
            Rounds theirs = new Rounds(new ArrayList<>());
            for (int i = 0; i < rounds; i++) {
                theirs.rounds().add(keycloak.round(Duration.ofSeconds(seconds)));
                ours.rounds().add(grantway.round(Duration.ofSeconds(seconds)));
            }
            System.out.println(
                    "| | CPU us/token | user | kernel | tokens/s | p50 us | p99 us | RSS MiB |"
                            + " errors |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
            print(keycloak, theirs);
            print(grantway, ours);
            System.out.printf(
                    "Keycloak to Grantway: CPU %.1f, user %.1f%n",
                    theirs.cpu() / ours.cpu(),
                    theirs.median(Rounds.Round::user) / ours.median(Rounds.Round::user));
        }
    }

    static Endpoint grantway(Grantway server, Process process, Path work) {
        return new Endpoint(
                "Grantway, durable",
                Processes.family(process),
                "http://127.0.0.1:" + server.port() + "/event/oauth2/token",
                WrkScript.post(
                        work.resolve("grantway.lua"),
                        FORM + "&scope=read",
                        "X-Forwarded-Proto",
                        "https"));
    }

    private static Endpoint keycloak(Processes processes, Path home, Path work) {
        Keycloak server = new Keycloak(processes, home);
        Process process = server.start("0");
        return new Endpoint(
                "Keycloak",
                Processes.family(process),
                server.tokenEndpoint(),
                WrkScript.post(work.resolve("keycloak.lua"), FORM));
    }

    static void print(Endpoint endpoint, Rounds rounds) {
        System.out.printf(
                "| %s | %.0f | %.0f | %.0f | %,.0f | %.0f | %.0f | %d | %d |%n",
                endpoint.name(),
                rounds.cpu(),
                rounds.median(Rounds.Round::user),
                rounds.median(Rounds.Round::kernel),
                rounds.median(Rounds.Round::rate),
                rounds.median(Rounds.Round::p50),
                rounds.median(Rounds.Round::p99),
                endpoint.processes().stream().mapToLong(it -> Cpu.residentKiB(it.pid())).sum()
                        / 1024,
                rounds.errors());
    }
}
