package io.grantway.bench;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.config.Variants;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.store.SqlStore;
import io.grantway.supply.Around;
import io.grantway.supply.FirstToken;
import io.grantway.supply.GrantSupply;
import io.grantway.supply.SupplyTimes;
import io.grantway.supply.TokenSupply;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Accounts;
import io.grantway.vault.LiveAccounts;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Providers;
import io.grantway.vault.provider.DeclaredProviders;
import io.grantway.vault.provider.ProviderTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// CPU of a call with the stored token of a user's account, as a multiple of the gateway's call
/// with a token in memory: the same process, upstream and load.
final class VaultCalls {
    private static final int PORT = 19_130;
    private static final String WORKSPACE = "default";
    private static final String PROVIDER = "drive";
    private static final String APP = "printpixie";
    private static final String KEY = "key-of-the-benchmark";
    private static final String PROVIDERS =
            """
            providers:
              - name: %s
                clientId: bench
                clientSecret: bench
                oauth2:
                  authorizationUrl: http://127.0.0.1:1/authorize
                  tokenUrl: http://127.0.0.1:1/token
                  apiBase: http://127.0.0.1:%d
            """
                    .formatted(PROVIDER, Proxies.UPSTREAM);
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
        return "vault:\n  apps: [{name: " + APP + ", key: " + KEY + "}]\n" + PROVIDERS;
    }

    /// Puts an account into the store that the server is going to open.
    private static void connect(Path data) throws Exception {
        Clock clock = Clock.systemUTC();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try (SqlStore store = SqlStore.open(data, clock);
                Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
                TokenSupply supply =
                        new TokenSupply(
                                new Around(
                                        outgoing,
                                        store.suppliedTokens(),
                                        store.tokenSpill(),
                                        store.signingKeys(),
                                        clock,
                                        System::nanoTime,
                                        new SecureRandom(),
                                        executor,
                                        SupplyTimes.USUAL));
                GrantSupply grants =
                        supply.grants(store.accounts().tokens(), store.accountSpill())) {
            new LiveAccounts(
                            store.accounts(),
                            grants,
                            providers(data.resolve("providers")),
                            _ -> {},
                            clock,
                            System::nanoTime,
                            new SecureRandom())
                    .connect(
                            new Accounts.Connected(
                                    new AccountKey(WORKSPACE, APP, "megan", PROVIDER),
                                    Optional.of("subject"),
                                    Optional.empty(),
                                    Map.of(),
                                    new Accounts.Got.Tokens(token(clock.instant())),
                                    Optional.empty()));
        } finally {
            executor.shutdownNow();
        }
    }

    private static FirstToken token(Instant now) {
        return new FirstToken(
                now,
                Secret.of("access-token-of-the-benchmark"),
                "Bearer",
                Optional.of(now.plus(Duration.ofDays(1))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private static Providers providers(Path folder) {
        Written written =
                new ConfigReader(Variants.NONE, Set.of())
                        .load(
                                Written.class,
                                List.of(),
                                List.of(new ConfigText("bench.yaml", PROVIDERS)),
                                Map.of(),
                                (_, _) -> {})
                        .value();
        return DeclaredProviders.of(
                Map.of(WORKSPACE, written.providers()), ProviderTemplates.with(folder));
    }

    /// What is configured.
    record Written(@Key("Providers.") List<ProviderConfig> providers) {}
}
