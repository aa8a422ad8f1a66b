package io.grantway.bench;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.config.Variants;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.store.SqlStore;
import io.grantway.store.StoreConfig;
import io.grantway.supply.Around;
import io.grantway.supply.FirstToken;
import io.grantway.supply.GrantSupply;
import io.grantway.supply.SupplyTimes;
import io.grantway.supply.TokenSupply;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Accounts;
import io.grantway.vault.Credential;
import io.grantway.vault.LiveAccounts;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Providers;
import io.grantway.vault.provider.DeclaredProviders;
import io.grantway.vault.provider.ProviderTemplates;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A store of accounts, opened in this process as a server opens its own.
final class VaultStore implements AutoCloseable {
    static final String WORKSPACE = "default";
    static final String APP = "printpixie";
    static final String DRIVE = "drive";
    static final String PHOTOS = "photos";

    /// Whose tokens are never asked for: those that are kept live long enough.
    static final String PROVIDERS = "providers:\n" + provider(DRIVE) + provider(PHOTOS);

    private static final Duration LIFE = Duration.ofDays(3650);

    private final SqlStore sql;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    private final TokenSupply supply;
    private final GrantSupply grants;
    private final LiveAccounts accounts;

    private VaultStore(Path data, StoreConfig config, InstantSource clock) {
        this.clock = clock;
        this.sql = SqlStore.open(data, config, clock);
        this.supply =
                new TokenSupply(
                        new Around(
                                outgoing,
                                sql.suppliedTokens(),
                                sql.tokenSpill(),
                                sql.signingKeys(),
                                clock,
                                System::nanoTime,
                                new SecureRandom(),
                                executor,
                                SupplyTimes.USUAL));
        this.grants = supply.grants(sql.accounts().tokens(), sql.accountSpill());
        this.accounts =
                new LiveAccounts(
                        sql.accounts(),
                        grants,
                        providers(data.resolve("providers")),
                        _ -> {},
                        clock,
                        System::nanoTime,
                        new SecureRandom());
    }

    static VaultStore open(Path data, StoreConfig config, InstantSource clock) {
        return new VaultStore(data, config, clock);
    }

    SqlStore sql() {
        return sql;
    }

    LiveAccounts accounts() {
        return accounts;
    }

    static AccountKey key(String user, String provider) {
        return new AccountKey(WORKSPACE, APP, user, provider);
    }

    /// Connects an account, or the same again.
    Account connect(AccountKey key, String token) {
        return accounts.connect(
                new Accounts.Connected(
                        key,
                        Optional.of("subject"),
                        Optional.of(key.user() + "@example.org"),
                        Map.of(),
                        new Accounts.Got.Tokens(token(clock.instant(), token)),
                        Optional.empty()));
    }

    /// The access token that an account's calls are made with.
    Secret token(AccountKey key) {
        return switch (accounts.find(key).orElseThrow().credential()) {
            case Credential.Token(var token) -> token.value();
            case Credential.Fixed _ -> throw new IllegalStateException("it has a token");
        };
    }

    private static FirstToken token(Instant now, String token) {
        return new FirstToken(
                now,
                Secret.of(token),
                "Bearer",
                Optional.of(now.plus(LIFE)),
                Optional.empty(),
                Optional.of(Secret.of("refresh-" + token)),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private static String provider(String name) {
        return """
          - name: %s
            clientId: bench
            clientSecret: bench
            oauth2:
              authorizationUrl: http://127.0.0.1:1/authorize
              tokenUrl: http://127.0.0.1:1/token
              apiBase: http://127.0.0.1:%d
        """
                .formatted(name, Proxies.UPSTREAM);
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

    @Override
    public void close() {
        grants.close();
        supply.close();
        outgoing.close();
        executor.shutdownNow();
        sql.close();
    }
}
