package io.grantway.bench;

import io.grantway.store.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// CPU of a call with the stored token of a user's account, as a multiple of the gateway's call
/// with a token in memory: the same process, upstream and load.
final class VaultCalls {
    private static final int PORT = 19_130;
    private static final String KEY = "key-of-the-benchmark";
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private VaultCalls() {}

    static void run(String distribution, String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Duration time =
                Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3);
        Path work = Files.createTempDirectory("grantway-bench");
        try (Processes processes = new Processes(work)) {
            new Proxies(processes).upstream();
            Grantway grantway =
                    new Grantway(
                            processes,
                            Path.of(distribution).toAbsolutePath(),
                            "grantway",
                            PORT,
                            2,
                            configuration());
            connect(grantway.data());
            Process process = grantway.start("0");
            Contender cached =
                    grantway.contender(
                            "Grantway oauth2, token cached",
                            process,
                            "/event/1",
                            grantway.tokens("/event", 1));
            Contender vault =
                    grantway.contender(
                            "Grantway vault, token stored",
                            process,
                            "/vault/v1/users/megan/proxy/drive/1",
                            List.of(KEY));
            Load.run(cached, WARM_UP, work);
            Load.run(vault, WARM_UP, work);
            report(cached, vault, Rounds.of(List.of(cached, vault), rounds, time, work));
        }
    }

    private static void report(Contender cached, Contender vault, Map<Contender, Rounds> measured) {
        measured.forEach((contender, rounds) ->
                System.out.printf(
                        "%s: %.1f us a request (user %.1f), %,.0f a second, errors %d%n",
                        contender.name(),
                        rounds.cpu(),
                        rounds.median(Rounds.Round::user),
                        rounds.median(Rounds.Round::rate),
                        rounds.errors()));
        Rounds limit = Objects.requireNonNull(measured.get(cached));
        Rounds ours = Objects.requireNonNull(measured.get(vault));
        System.out.printf(
                "a vault's call to the gateway's: %.2f (user time %.2f)%n",
                ours.cpu() / limit.cpu(),
                ours.median(Rounds.Round::user) / limit.median(Rounds.Round::user));
    }

    private static String configuration() {
        return "vault:\n  apps: [{name: "
                + VaultStore.APP
                + ", key: "
                + KEY
                + "}]\n"
                + VaultStore.PROVIDERS;
    }

    /// Puts an account into the store that the server is going to open.
    private static void connect(Path data) {
        try (VaultStore store =
                VaultStore.open(data, StoreConfig.EMBEDDED, InstantSource.system())) {
            var _ =
                    store.connect(
                            VaultStore.key("megan", VaultStore.DRIVE),
                            "access-token-of-the-benchmark");
        }
    }
}
