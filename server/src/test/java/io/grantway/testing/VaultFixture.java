package io.grantway.testing;

import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.store.SqlStore;
import io.grantway.store.StoreConfig;
import io.grantway.supply.Around;
import io.grantway.supply.FirstToken;
import io.grantway.supply.GrantSupply;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.TokenRows;
import io.grantway.supply.TokenSupply;
import io.grantway.vault.Access;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountStore;
import io.grantway.vault.Accounts;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.KeepAlive;
import io.grantway.vault.LiveAccounts;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderApi;
import io.grantway.vault.Providers;
import io.grantway.vault.Template;
import io.grantway.vault.VaultEvent;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// Accounts at providers whose token server is of the test, in a store of their own, on a clock of
/// the test.
public final class VaultFixture implements AutoCloseable {
    public static final String WORKSPACE = "Sample";
    public static final String APP = "printpixie";

    public final TestClock clock = new TestClock();
    public final TokenIssuer issuer = new TokenIssuer();
    public final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    public final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    public final SqlStore store;
    public final ListedProviders providers = new ListedProviders();
    public final List<VaultEvent> events = new CopyOnWriteArrayList<>();
    public final LiveAccounts accounts;
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /// Providers that a test puts there.
    public static final class ListedProviders implements Providers {
        private final Map<String, Provider> all = new ConcurrentSkipListMap<>();

        public void put(Provider provider) {
            all.put(provider.workspace() + "/" + provider.name(), provider);
        }

        public void remove(String workspace, String name) {
            all.remove(workspace + "/" + name);
        }

        @Override
        public Optional<Provider> find(String workspace, String name) {
            return Optional.ofNullable(all.get(workspace + "/" + name));
        }

        @Override
        public List<Provider> of(String workspace) {
            return all.values().stream()
                    .filter(each -> each.workspace().equals(workspace))
                    .toList();
        }
    }

    /// On SQLite.
    public VaultFixture(Path directory) {
        this(directory, StoreConfig.EMBEDDED);
    }

    public VaultFixture(Path directory, StoreConfig config) {
        store = SqlStore.open(directory, config, clock);
        opened.push(store::close);
        accounts = node(store.accounts());
    }

    /// Accounts of the same store as on another node.
    public LiveAccounts node(AccountStore accounts) {
        return node(accounts, accounts.tokens());
    }

    /// @param rows in place of the store's own
    public LiveAccounts node(AccountStore accounts, TokenRows rows) {
        TokenSupply supply = new TokenSupply(around());
        GrantSupply grants = supply.grants(rows, new InMemorySpill());
        opened.push(supply::close);
        opened.push(grants::close);
        return new LiveAccounts(
                accounts,
                grants,
                providers,
                events::add,
                clock,
                () -> clock.millis() * 1_000_000,
                new SecureRandom());
    }

    private Around around() {
        return new Around(
                outgoing,
                new InMemorySuppliedTokens(),
                new InMemorySpill(),
                new InMemorySigningKeyStore(),
                clock,
                () -> clock.millis() * 1_000_000,
                new SecureRandom(),
                executor,
                SupplyFixture.QUICK);
    }

    public KeepAlive keepAlive(Accounts of) {
        return new KeepAlive(store.accountDeadlines(), of, events::add, clock, executor);
    }

    /// A provider of OAuth 2.0 whose tokens come from the fixture's server.
    ///
    /// @param more of the configuration of its token requests, after a comma; or empty
    public Provider oauth2(String name, String more) {
        return oauth2(name, more, new Access.RefreshLife(none(), none(), none()));
    }

    public Provider oauth2(String name, String more, Access.RefreshLife life) {
        OAuth2Config config =
                SupplyFixture.config(
                        "{tokenEndpoint: '%s', clientId: grantway, clientSecret: s3cret%s%s}"
                                .formatted(
                                        issuer.uri(),
                                        more.contains("grantType")
                                                ? ""
                                                : ", grantType: refresh_token",
                                        more));
        return provider(
                name,
                new Access.OAuth2(
                        Set.of(Access.OAuth2.Flow.AUTHORIZATION_CODE),
                        Optional.of(new Template("https://login.example/authorize")),
                        Map.of(),
                        Optional.empty(),
                        List.of("files.read"),
                        " ",
                        true,
                        Optional.empty(),
                        _ -> config,
                        new Access.Answer(
                                List.of("team.name"), Optional.of("refresh_token_expires_in")),
                        life,
                        new Access.Revocation(Access.Revocation.Style.NONE, Optional.empty())));
    }

    private static Optional<Duration> none() {
        return Optional.empty();
    }

    public Provider provider(String name, Access access) {
        Provider made =
                new Provider(
                        WORKSPACE,
                        name,
                        Optional.empty(),
                        name,
                        access,
                        new ProviderApi(
                                new Template("https://api.example"),
                                List.of(),
                                Map.of(),
                                Optional.of("Authorization: Bearer {token}"),
                                Optional.empty(),
                                List.of()),
                        Optional.empty(),
                        List.of(),
                        Map.of());
        providers.put(made);
        return made;
    }

    public static AccountKey key(String user, String provider) {
        return new AccountKey(WORKSPACE, APP, user, provider);
    }

    /// A token that is good for an hour from now.
    public FirstToken first(String access, Optional<String> refresh) {
        return first(access, refresh, Optional.of(Duration.ofHours(1)));
    }

    public FirstToken first(String access, Optional<String> refresh, Optional<Duration> life) {
        Instant now = clock.instant();
        return new FirstToken(
                now,
                Secret.of(access),
                "Bearer",
                life.map(now::plus),
                Optional.of("files.read"),
                refresh.map(Secret::of),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /// What a flow ends with.
    public static Accounts.Connected connected(AccountKey key, FirstToken token) {
        return connected(key, new Accounts.Got.Tokens(token), it -> it);
    }

    public static Accounts.Connected connected(AccountKey key, FixedCredential credential) {
        return connected(key, new Accounts.Got.Fixed(credential), it -> it);
    }

    public static Accounts.Connected connected(
            AccountKey key, Accounts.Got got, UnaryOperator<String> subject) {
        return new Accounts.Connected(
                key,
                Optional.of(subject.apply("subject-of-" + key.user())),
                Optional.of(key.user() + "@mail.example"),
                Map.of(),
                got,
                Optional.empty());
    }

    /// An account that is connected, with a refresh token.
    public AccountKey connect(String user, String provider) {
        AccountKey key = key(user, provider);
        accounts.connect(connected(key, first("access-0", Optional.of("first"))));
        return key;
    }

    public List<VaultEvent> events(VaultEvent.Kind kind) {
        return events.stream().filter(each -> each.kind() == kind).toList();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
        executor.shutdownNow();
        outgoing.close();
        issuer.close();
    }
}
