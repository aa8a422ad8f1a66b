package io.grantway.boot;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.grantway.admin.AdminTokens;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.OrderedIds;
import io.grantway.analytics.Analytics;
import io.grantway.analytics.AnalyticsConfig;
import io.grantway.analytics.stream.EventStream;
import io.grantway.analytics.stream.EventStreams;
import io.grantway.authserver.ApiAudience;
import io.grantway.authserver.AuthorizationPages;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.Consents;
import io.grantway.authserver.DenySet;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.LoginConfig;
import io.grantway.authserver.LogoutNotices;
import io.grantway.authserver.RandomText;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserTokens;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.authserver.identity.IdentityProviders;
import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.authserver.registration.Registrations;
import io.grantway.boot.registry.LiveRegistry;
import io.grantway.boot.registry.Ready;
import io.grantway.boot.registry.Union;
import io.grantway.catalog.GuestClients;
import io.grantway.catalog.Ids;
import io.grantway.catalog.ProtectedApi;
import io.grantway.config.Secret;
import io.grantway.gateway.PasswordCheck;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.PolicyState;
import io.grantway.gateway.TokenMeans;
import io.grantway.http.Blocking;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.Handler;
import io.grantway.http.HttpEngine;
import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingPools;
import io.grantway.http.OutgoingRule;
import io.grantway.jose.RemoteKeys;
import io.grantway.kong.OAuth2Endpoints;
import io.grantway.outbound.Surroundings;
import io.grantway.services.Channels;
import io.grantway.services.Services;
import io.grantway.services.channel.ChannelKinds;
import io.grantway.store.ServerSettings;
import io.grantway.store.SqlStore;
import io.grantway.supply.Around;
import io.grantway.supply.SupplyTimes;
import io.grantway.telemetry.AccessLog;
import io.grantway.telemetry.CallHistory;
import io.grantway.telemetry.Logging;
import io.grantway.telemetry.Metrics;
import io.grantway.telemetry.TelemetryConfig.AccessLogConfig;
import io.grantway.telemetry.Traces;
import io.grantway.telemetry.TracesConfig;
import io.grantway.token.ExternalServer;
import io.grantway.token.OpaqueValidator;
import io.grantway.token.Possession;
import io.grantway.token.TokenCache;
import io.grantway.token.ValidatedTokens;
import io.grantway.vault.connect.ConnectParts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The parts that live as long as the server, in the order they are opened, and the snapshot in
/// force.
final class Parts {
    /// How long calls in flight may take to end when the server stops.
    private static final Duration GRACE = Duration.ofMillis(1500);

    private static final Duration KEY_UPKEEP = Duration.ofMinutes(1);

    /// How often a rotation of the store's keys is looked at that has not ended.
    private static final Duration ROTATION = Duration.ofSeconds(10);

    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration FIGURES_UPKEEP = Duration.ofSeconds(5);
    private static final int TOKENS_REMEMBERED = 100_000;

    private static final int REQUESTS_AT_ONCE = 1000;
    private static final int NOTICES_AT_ONCE = 4;

    /// Stretching one takes a processor for some 50 ms and 19 MiB.
    private static final int PASSWORDS_AT_ONCE = 2;

    private static final long PATIENCE_MILLIS = 2000;

    final Clock clock = Clock.systemUTC();
    final SecureRandom random = new SecureRandom();
    final DataDirectory data;
    final Secret adminToken;
    final SqlStore store;
    final AuditTrail audit;
    final LiveRegistry registry;
    final OrderedIds ids;
    final TokenCache tokens;
    final DenySet denied;
    final AdminTokens admins;
    final Executor blocking;
    final HttpEngine engine;
    final Outgoing outgoing;
    final Metrics metrics = new Metrics();
    final ExchangeObserver observer;
    final CallHistory history = new CallHistory(clock);
    private final @Nullable Traces traces;
    final @Nullable Analytics analytics;
    final Blocking handlers = new Blocking(REQUESTS_AT_ONCE);
    final AuthorizationPages pages;
    private final PasswordCheck passwords =
            new ConsumerPasswords(new SecretVerifier(PASSWORDS_AT_ONCE, PATIENCE_MILLIS));
    private final PolicyState policyState = PolicyState.create(clock, random);
    private final SigningKeys keys;
    private final AuthorizationServer oauth;
    private final Registrations registrations;
    final Channels channels;
    final LiveTokens outgoingTokens;
    final Vault vault;
    final ClientKeySets clientKeySets;
    final VaultCalls vaultCalls;
    final VaultLogs vaultLogs;

    /// How accounts come and go.
    final ConnectEndpoints connect;

    final VaultInterfaces vaultInterfaces;
    private final SnapshotCompiler compiler;
    final Services services;
    private volatile Snapshot snapshot;

    Parts(
            StartOptions options,
            DataDirectory data,
            SqlStore store,
            LiveRegistry registry,
            AuditTrail audit,
            OrderedIds ids,
            HttpEngine engine,
            Deque<AutoCloseable> opened) {
        this.data = data;
        this.store = store;
        this.audit = audit;
        this.registry = registry;
        this.ids = ids;
        this.engine = engine;
        engine.guard(this::outgoingRule);
        Configuration configuration = registry.union().configuration();
        Logging.level(configuration.server().telemetry().logLevel());
        adminToken = data.adminToken(options, random, sharedSettings(store));
        observer = observer(configuration.server().telemetry().accessLog(), opened);
        traces = traces(configuration.server().telemetry().traces(), opened);
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        opened.push(executor::shutdownNow);
        blocking = executor;
        outgoing =
                Outgoing.create(
                        this::outgoingRule,
                        NameResolver.SYSTEM,
                        configuration.server().outgoing().authorities());
        opened.push(outgoing);
        OutgoingPools pools =
                OutgoingPools.create(
                        this::outgoingRule,
                        NameResolver.SYSTEM,
                        configuration.server().outgoing().authorities());
        opened.push(pools);
        outgoingTokens =
                new LiveTokens(
                        new Around(
                                outgoing,
                                store.suppliedTokens(),
                                store.tokenSpill(),
                                store.signingKeys(),
                                clock,
                                System::nanoTime,
                                random,
                                blocking,
                                SupplyTimes.USUAL));
        opened.push(outgoingTokens);
        clientKeySets = new ClientKeySets(() -> snapshot().union(), outgoingTokens);
        outgoingTokens.show(metrics);
        vault =
                new Vault(
                        store,
                        outgoingTokens,
                        Vault.inForce(() -> snapshot().providers()),
                        clock,
                        random,
                        blocking);
        opened.push(vault);
        vault.show(metrics);
        analytics = analytics(configuration.server().analytics(), opened);
        opened.push(() -> engine.close(GRACE));
        tokens =
                new TokenCache(
                        new OpaqueValidator(store.tokenLookup(), clock), clock, TOKENS_REMEMBERED);
        keys = new SigningKeys(store.signingKeys(), clock, random);
        denied = new DenySet(store.deniedTokens(), clock);
        admins =
                new AdminTokens(
                        store.adminTokens(),
                        audit,
                        name -> registry.entities().hasWorkspace(name),
                        ids,
                        clock,
                        random);
        RemoteKeys published = new RemoteKeys(outgoing, blocking, clock, random::nextDouble);
        GuestClients guests = new GuestClients();
        oauth = authorizationServer(published, new ClientDocuments(outgoing, guests, clock));
        registrations =
                new Registrations(
                        new SelfRegistry(registry),
                        store.initialAccessTokens(),
                        outgoing,
                        published,
                        blocking,
                        new RandomText(random),
                        clock);
        LogoutNotices notices = logoutNotices(opened);
        UserTokens userTokens = new UserTokens(store.tokens(), denied, tokens::evict, clock);
        pages =
                AuthorizationPages.create(
                        () -> snapshot().users(),
                        store.users(),
                        store.sessions(),
                        store.factors(),
                        store.passkeys(),
                        store.identities(),
                        new IdentityProviders(outgoing, published, clock),
                        new Consents(store.consents(), userTokens, clock),
                        userTokens,
                        notices::ended,
                        PASSWORDS_AT_ONCE,
                        clock,
                        random);
        services = services(configuration, opened);
        channels = channels(opened);
        vaultCalls =
                new VaultCalls(
                        () -> snapshot().vaults().apps(),
                        () -> snapshot().providers(),
                        vault.accounts,
                        vault.events,
                        blocking,
                        clock,
                        random);
        vaultLogs = vaultLogs(opened);
        connect =
                new ConnectEndpoints(
                        () -> snapshot().union(),
                        () -> snapshot().vaults(),
                        new ConnectParts(
                                () -> snapshot().vaults().apps(),
                                workspace -> snapshot().vaults().find(workspace),
                                vault.providers,
                                vault.accounts,
                                store.connectSessions(),
                                outgoing,
                                vault.events,
                                clock,
                                random));
        vaultInterfaces =
                new VaultInterfaces(
                        () -> snapshot().vaults(),
                        () -> snapshot().providers(),
                        vault.accounts,
                        vault.events,
                        pools,
                        clock,
                        random);
        opened.push(vaultInterfaces);
        compiler =
                new SnapshotCompiler(
                        this::policyParts,
                        this::issuer,
                        new Upstreams(engine, System::nanoTime, blocking, vaultCalls.accounts),
                        guests,
                        new TokenServerSets(
                                oauth.accessTokens(),
                                () -> snapshot().catalog(),
                                new ValidatedTokens(
                                        clock, configuration.server().rememberedTokens().bytes()),
                                new Possession(clock, random),
                                new ExternalServer.Surroundings(
                                        outgoing, published, blocking, clock, random)),
                        channels,
                        surroundings(pools));
        snapshot = compiler.compile(registry.union(), Optional.empty());
        registry.inForceBy(this::prepare);
        blocking.execute(this::lookAfterKeys);
        opened.push(engine.schedule(KEY_UPKEEP, () -> blocking.execute(this::lookAfterKeys)));
        opened.push(engine.schedule(KEY_UPKEEP, () -> blocking.execute(vault::keepUp)));
        opened.push(
                engine.schedule(ROTATION, () -> blocking.execute(store.keyRotation()::proceed)));
        opened.push(engine.schedule(TELL_EVERY, () -> blocking.execute(vaultLogs::tell)));
        opened.push(engine.schedule(KEY_UPKEEP, () -> blocking.execute(vaultLogs::keepUp)));
        snapshot.channels().begin();
        snapshot.connections().begin();
        metrics.gauge("grantway_remembered_tokens", "Token verdicts in memory", tokens::size);
        ConnectionMetrics.add(metrics, () -> snapshot().connections());
    }

    private static Optional<ServerSettings> sharedSettings(SqlStore store) {
        return store.isShared() ? Optional.of(store.sealedSettings()) : Optional.empty();
    }

    void lookAfterKeys() {
        SigningKeys.upkeep(snapshot.issuers().keys());
    }

    /// Reads what is in force itself: two changes may come close together.
    private synchronized void followServices() {
        services.follow(snapshot.union().configuration().services());
    }

    /// What is in force now.
    Snapshot snapshot() {
        return snapshot;
    }

    /// Compiles what is to be in force next, whole.
    private Ready prepare(Union union) {
        Snapshot before = snapshot;
        Snapshot after = compiler.compile(union, Optional.of(before));
        return new Ready() {
            @Override
            public void begin() {
                snapshot = after;
                after.channels().begin();
                Upstreams.closeUnlessKept(before, after);
                before.connections().retireUnlessIn(after.connections());
                after.connections().begin();
                outgoingTokens.inForce(union.securityDefinitions());
                Logging.level(union.configuration().server().telemetry().logLevel());
                // Loading a directory takes longer than a change may.
                blocking.execute(Parts.this::followServices);
            }

            @Override
            public void abandon() {
                Upstreams.closeUnlessKept(after, before);
                after.connections().retireUnlessIn(before.connections());
            }
        };
    }

    private VaultLogs vaultLogs(Deque<AutoCloseable> opened) {
        VaultLogs made =
                new VaultLogs(
                        store,
                        vault,
                        () -> snapshot().vaults(),
                        registry,
                        outgoing,
                        ids::next,
                        clock,
                        random,
                        blocking);
        opened.push(made);
        made.show(metrics);
        return made;
    }

    private Services services(Configuration configuration, Deque<AutoCloseable> opened) {
        Services made =
                ServiceSet.open(
                        configuration.services(),
                        () -> snapshot().connections(),
                        store.leases(),
                        () -> ids.next().toString(),
                        clock);
        opened.push(made);
        metrics.gauge("grantway_service_calls", "Calls of services under way", made::running);
        metrics.gauge(
                "grantway_service_calls_stuck",
                "Calls of services that have passed their deadline and do not end",
                made::stuck);
        return made;
    }

    private Channels channels(Deque<AutoCloseable> opened) {
        Channels made =
                new Channels(
                        new ChannelKinds(
                                services,
                                store.runs(),
                                store.files(),
                                data.node(random),
                                clock,
                                ids::next));
        opened.push(made);
        ChannelMetrics.of(made, metrics);
        return made;
    }

    private Surroundings surroundings(OutgoingPools pools) {
        return new Surroundings(
                pools,
                outgoingTokens,
                clock,
                System::nanoTime,
                random,
                Surroundings::park,
                data.path().resolve("exports"));
    }

    /// Asked anew for each request, so that a reload counts at once.
    private OutgoingRule outgoingRule() {
        return OutgoingRule.opening(registry.union().configuration().server().outgoing().allow());
    }

    private AuthorizationServer authorizationServer(
            RemoteKeys published, ClientDocuments documents) {
        return new AuthorizationServer(
                () -> snapshot().catalog(),
                store.tokens(),
                store.codes(),
                denied,
                new SecretVerifier(PASSWORDS_AT_ONCE, PATIENCE_MILLIS),
                published,
                documents,
                new RememberedTokens(tokens),
                random,
                clock);
    }

    private LogoutNotices logoutNotices(Deque<AutoCloseable> opened) {
        var later =
                Executors.newScheduledThreadPool(
                        NOTICES_AT_ONCE, Thread.ofVirtual().name("logout-notices-", 0).factory());
        opened.push(later::shutdownNow);
        return new LogoutNotices(
                outgoing,
                () -> snapshot().catalog(),
                server -> snapshot().issuers().find(server),
                (pause, task) -> {
                    var _ = later.schedule(task, pause.toMillis(), MILLISECONDS);
                },
                clock,
                random);
    }

    private PolicyParts policyParts(Theme theme, TokenMeans means) {
        return new PolicyParts(
                () -> snapshot().catalog(),
                tokens,
                api -> oauth2Endpoints(api, theme),
                passwords,
                means,
                blocking,
                policyState);
    }

    private Handler oauth2Endpoints(ProtectedApi api, Theme theme) {
        Handler browser =
                pages.pages(
                        Terms.of(api),
                        OAuth2Endpoints.AUTHORIZE,
                        oauth.authorizations(),
                        LoginConfig.STANDARD,
                        theme);
        return OAuth2Endpoints.of(api, oauth, browser);
    }

    private IssuerEndpoints issuer(
            String workspace,
            AuthorizationServerConfig config,
            Theme theme,
            List<ApiAudience> apis) {
        BuiltInConfig builtIn = Objects.requireNonNull(config.builtIn());
        Issuer issuer = new Issuer(builtIn, keys.of(builtIn), pages::user);
        UUID id = Ids.of(workspace, "authorizationServer", config.name());
        Terms terms = Terms.of(workspace, id, config.name(), issuer, apis);
        return oauth.issuer(
                terms,
                issuer,
                registrations,
                pages.ofIssuer(terms, oauth, builtIn.login(), theme.describing(builtIn.scopes())),
                pages.subjects(builtIn.login()),
                pages::user);
    }

    /// Of the gateway's calls: as of all, and kept for explanations, figures and traces.
    ExchangeObserver gatewayObserver() {
        ExchangeObserver kept =
                (head, record, status, in, out, nanos) -> {
                    observer.ended(head, record, status, in, out, nanos);
                    history.ended(head, record, status, in, out, nanos);
                    if (analytics != null) {
                        analytics.ended(head, record, status, in, out, nanos);
                    }
                };
        return traces == null ? kept : traces.before(kept);
    }

    /// The handler, traced where that is on.
    ExchangeHandler traced(ExchangeHandler handler) {
        return traces == null ? handler : traces.around(handler);
    }

    /// What it counted last is written when no calls run any more.
    private @Nullable Analytics analytics(AnalyticsConfig config, Deque<AutoCloseable> opened) {
        if (!config.enabled()) {
            return null;
        }
        List<EventStream> streams = EventStreams.start(config.streams(), outgoing, clock);
        for (EventStream each : streams) {
            opened.push(each);
            metrics.counter(
                    "grantway_event_stream_" + each.name() + "_dropped",
                    "Events lost to a slow or absent " + each.name(),
                    each::dropped);
        }
        Analytics counting = new Analytics(config, store.analytics(), streams, clock);
        opened.push(counting);
        opened.push(engine.schedule(FIGURES_UPKEEP, () -> blocking.execute(counting::keepUp)));
        return counting;
    }

    /// The libraries behind it are not even loaded where it is off.
    private @Nullable Traces traces(@Nullable TracesConfig config, Deque<AutoCloseable> opened) {
        if (config == null) {
            return null;
        }
        Traces started = Traces.start(config);
        opened.push(started);
        metrics.counter(
                "grantway_trace_spans_dropped",
                "Spans lost to a slow or absent collector",
                started::dropped);
        return started;
    }

    private ExchangeObserver observer(AccessLogConfig config, Deque<AutoCloseable> opened) {
        if (!config.enabled()) {
            return metrics;
        }
        AccessLog log = new AccessLog(accessLogTo(config.file()), clock);
        opened.push(log);
        metrics.counter(
                "grantway_access_log_dropped",
                "Lines of the access log lost to a slow disk",
                log::dropped);
        return (head, record, status, in, out, nanos) -> {
            metrics.ended(head, record, status, in, out, nanos);
            log.ended(head, record, status, in, out, nanos);
        };
    }

    private static OutputStream accessLogTo(@Nullable Path file) {
        if (file == null) {
            return System.out;
        }
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            return Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StartRefused(
                    "the access log " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
