package io.grantway.boot;

import io.grantway.boot.registry.LiveRegistry;
import io.grantway.http.Handler;
import io.grantway.http.Outgoing;
import io.grantway.http.RequestHead;
import io.grantway.http.Routes;
import io.grantway.store.SqlStore;
import io.grantway.telemetry.Metrics;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Disconnecting;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import io.grantway.vault.connect.Disconnects;
import io.grantway.vault.connect.Revoking;
import io.grantway.vault.log.CallLog;
import io.grantway.vault.log.CallResource;
import io.grantway.vault.notice.Deliveries;
import io.grantway.vault.notice.NoticeTimes;
import io.grantway.vault.notice.Notices;
import io.grantway.vault.notice.Post;
import io.grantway.vault.notice.Receivers;
import io.grantway.vault.rights.UserRights;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of events of the vault: the log, notices, figures; and what users may ask of it.
final class VaultLogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultLogs.class);
    private static final int WAITING = 20_000;
    private static final Duration GATHERED = Duration.ofMillis(100);
    private static final String OK = "ok";
    private static final Pattern OWN = Pattern.compile("/vault/v1/(calls|users/[^/]+(/export)?)/?");

    final CallResource calls;
    final UserRights rights;
    final Disconnecting disconnecting;
    private final LiveRegistry registry;
    private final Supplier<Vaults> vaults;
    private final CallLog log;
    private final Deliveries deliveries;
    private final Notices notices;
    private final AppAuthentication apps;
    private final Handler routes;
    private final Map<Kind, LongAdder> good = counters();
    private final Map<Kind, LongAdder> bad = counters();

    /// @param ids that sort in the order they are made
    /// @param blocking of virtual threads
    VaultLogs(
            SqlStore store,
            Vault vault,
            Supplier<Vaults> vaults,
            LiveRegistry registry,
            Outgoing outgoing,
            Supplier<UUID> ids,
            InstantSource clock,
            SecureRandom random,
            Executor blocking) {
        this.registry = registry;
        this.vaults = vaults;
        this.apps = new AppAuthentication(() -> vaults.get().apps());
        log =
                new CallLog(
                        store.vaultCalls(),
                        workspace -> vaults.get().find(workspace),
                        clock,
                        random,
                        WAITING,
                        GATHERED);
        Post post =
                new Post(
                        outgoing,
                        () -> Optional.ofNullable(configuration().server().mail()),
                        clock);
        deliveries =
                new Deliveries(
                        store.vaultNotices(),
                        () -> vaults.get().byWorkspace(),
                        post,
                        clock,
                        random,
                        NoticeTimes.USUAL);
        notices =
                new Notices(
                        store.vaultNotices(),
                        vault.accounts,
                        () -> vaults.get().byWorkspace(),
                        deliveries,
                        ids,
                        clock,
                        NoticeTimes.USUAL,
                        blocking);
        disconnecting =
                new Disconnects(
                        vault.accounts,
                        vault.providers,
                        new Revoking(outgoing, clock, random),
                        vault.events,
                        clock);
        calls = new CallResource(store.vaultCalls(), this.apps);
        rights =
                new UserRights(
                        vault.accounts,
                        store.vaultCalls(),
                        store.vaultNotices(),
                        disconnecting,
                        log::settle);
        routes = routes();
        vault.events.tell(log);
        vault.events.tell(notices);
        vault.events.tell(this::count);
        warnOfMail();
    }

    private static Map<Kind, LongAdder> counters() {
        Map<Kind, LongAdder> counters = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counters.put(kind, new LongAdder());
        }
        return counters;
    }

    private Configuration configuration() {
        return registry.union().configuration();
    }

    private void warnOfMail() {
        if (configuration().server().mail() == null
                && configuration().allWorkspaces().stream()
                        .map(WorkspaceConfig::vault)
                        .filter(Objects::nonNull)
                        .anyMatch(Receivers::needMail)) {
            LOG.warn("vault.notify names a mail address, and server.mail no server: no mail goes");
        }
    }

    /// Who answers an app on the gateway's listener; empty where it asks for something else.
    Optional<Handler> find(RequestHead head) {
        return OWN.matcher(head.target().path()).matches() && !vaults.get().isEmpty()
                ? Optional.of(routes)
                : Optional.empty();
    }

    private Handler routes() {
        return Routes.builder()
                .on("GET", "/vault/v1/calls", calls::ofApp)
                .on("GET", "/vault/v1/users/{user}/export", request -> rights.export(apps, request))
                .on("DELETE", "/vault/v1/users/{user}", request -> rights.delete(apps, request))
                .build();
    }

    private void count(VaultEvent event) {
        Map<Kind, LongAdder> counters = event.outcome().equals(OK) ? good : bad;
        LongAdder counter = counters.get(event.kind());
        if (counter != null) {
            counter.increment();
        }
    }

    void show(Metrics metrics) {
        metrics.counters(
                "grantway_vault_events",
                "Calls, renewals and changes of users' accounts",
                List.of("kind", "outcome"),
                values -> {
                    good.forEach((kind, count) -> values.is((double) count.sum(), word(kind), OK));
                    bad.forEach(
                            (kind, count) -> values.is((double) count.sum(), word(kind), "failed"));
                });
        metrics.counter(
                "grantway_vault_log_lost",
                "Events that the log of accounts could not take",
                log::lost);
        metrics.counter("grantway_vault_notices_sent", "Notices that arrived", deliveries::sent);
        metrics.counter(
                "grantway_vault_notices_failed",
                "Attempts to tell a notice that failed",
                deliveries::failed);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Tells what has to be told, every few seconds. Blocks.
    void tell() {
        if (vaults.get().isEmpty()) {
            return;
        }
        try {
            notices.keepUp();
        } catch (RuntimeException e) {
            LOG.warn("notices wait: {}", e.getMessage());
        }
    }

    /// Takes away what is old, every minute. Blocks.
    void keepUp() {
        try {
            log.keepUp();
            notices.expire();
        } catch (RuntimeException e) {
            LOG.warn("the log of accounts was not cut: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
