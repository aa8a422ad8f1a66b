package io.grantway.vault.notice;

import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Accounts;
import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.NoticeDelivery.State;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import io.grantway.vault.VaultNotice;
import io.grantway.vault.VaultNoticeStore;
import io.grantway.vault.log.Redacted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells receivers of accounts that must be connected again or soon must be: once for each account
/// and grant, over all nodes and restarts, and many at once as one.
///
/// What has to be told goes into an outbox first. What is not in it yet when a node dies is found
/// at its next start, by the state of the accounts.
public final class Notices implements VaultEvent.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int WAITING = 10_000;
    private static final int PAGE = 500;
    private static final int MOST_OF_A_BATCH = 10_000;
    private static final int AT_ONCE = 500;
    private static final int ROUNDS = 1000;

    private final VaultNoticeStore store;
    private final Accounts accounts;
    private final Supplier<Map<String, VaultConfig>> vaults;
    private final Deliveries deliveries;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final NoticeTimes times;
    private final Executor executor;
    private final BlockingQueue<VaultEvent> queue = new ArrayBlockingQueue<>(WAITING);
    private final ReentrantLock taking = new ReentrantLock();
    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean incomplete = true;

    /// @param vaults in force, by workspace
    /// @param ids that sort in the order they are made
    /// @param executor whose threads may block
    public Notices(
            VaultNoticeStore store,
            Accounts accounts,
            Supplier<Map<String, VaultConfig>> vaults,
            Deliveries deliveries,
            Supplier<UUID> ids,
            InstantSource clock,
            NoticeTimes times,
            Executor executor) {
        this.store = store;
        this.accounts = accounts;
        this.vaults = vaults;
        this.deliveries = deliveries;
        this.ids = ids;
        this.clock = clock;
        this.times = times;
        this.executor = executor;
    }

    @Override
    public void happened(VaultEvent event) {
        switch (event.kind()) {
            case RECONNECT_NEEDED, ENDS_SOON, CONNECTED, DISCONNECTED -> take(event);
            case CALL, REFRESH, CONNECT_FAILED -> {}
        }
    }

    private void take(VaultEvent event) {
        if (!queue.offer(event)) {
            incomplete = true;
            return;
        }
        try {
            executor.execute(this::takeIn);
        } catch (RejectedExecutionException _) {
            // The server stops; the next start finds it.
        }
    }

    /// Gathers what is ripe and sends what is due. Blocks; to be called every few seconds.
    public void keepUp() {
        if (!working.tryLock()) {
            return;
        }
        try {
            takeIn();
            if (incomplete) {
                sweep();
            }
            gather();
            deliveries.sendDue();
        } finally {
            working.unlock();
        }
    }

    /// Takes away what is old. Blocks.
    public void expire() {
        Instant before = clock.instant().minus(times.keep());
        var _ = store.expire(before, before, AT_ONCE);
    }

    private void takeIn() {
        // Whoever holds it takes all there is; what comes too late for them is taken with the next.
        if (!taking.tryLock()) {
            return;
        }
        try {
            VaultEvent event = queue.poll();
            while (event != null) {
                keep(event);
                event = queue.poll();
            }
        } catch (RuntimeException e) {
            incomplete = true;
            LOG.warn("an event of an account waits for the store: {}", e.getMessage());
        } finally {
            taking.unlock();
        }
    }

    private void keep(VaultEvent event) {
        AccountKey key = event.account();
        if (event.kind() == Kind.CONNECTED || event.kind() == Kind.DISCONNECTED) {
            // What was to be told of the grant before is over.
            var _ =
                    store.forget(
                            key.workspace(), key.app(), key.user(), Optional.of(key.provider()));
            return;
        }
        if (deliveries.receivers(key.workspace()).isEmpty()) {
            return;
        }
        accounts.of(key.workspace(), key.app(), key.user()).stream()
                .filter(account -> account.key().equals(key))
                // One that was connected meanwhile is whole.
                .filter(account -> !account.connected().isAfter(event.at()))
                .findFirst()
                .ifPresent(
                        account -> store.add(List.of(notice(account, event.kind(), event.at()))));
    }

    private static VaultNotice notice(Account account, Kind kind, Instant at) {
        return new VaultNotice(
                account.key(),
                kind,
                account.connected(),
                at,
                account.label(),
                account.trouble().map(Redacted::of),
                account.ends());
    }

    /// Finds by their state the accounts whose event was lost. Those that were told stay told.
    private void sweep() {
        incomplete = false;
        try {
            for (String workspace : vaults.get().keySet()) {
                if (!deliveries.receivers(workspace).isEmpty()) {
                    sweep(workspace);
                }
            }
        } catch (RuntimeException e) {
            incomplete = true;
            throw e;
        }
    }

    private void sweep(String workspace) {
        Optional<AccountKey> last = Optional.empty();
        List<Account> page;
        do {
            page =
                    accounts.page(
                            workspace,
                            Optional.empty(),
                            Optional.of(Account.State.RECONNECT),
                            last,
                            PAGE);
            Instant now = clock.instant();
            var _ =
                    store.add(
                            page.stream()
                                    .map(each -> notice(each, Kind.RECONNECT_NEEDED, now))
                                    .toList());
            last = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().key());
        } while (page.size() == PAGE);
    }

    private void gather() {
        Instant before = clock.instant().minus(times.window());
        for (int round = 0; round < ROUNDS; round++) {
            Optional<VaultNotice> ripe = store.ripe(before);
            if (ripe.isEmpty()) {
                return;
            }
            UUID batch = ids.get();
            var _ = store.gather(ripe.get(), batch, waiting(ripe.get(), batch), MOST_OF_A_BATCH);
        }
    }

    private List<NoticeDelivery> waiting(VaultNotice like, UUID batch) {
        Instant now = clock.instant();
        AccountKey key = like.account();
        return deliveries.receivers(key.workspace()).stream()
                .map(receiver ->
                        new NoticeDelivery(
                                key.workspace(),
                                ids.get(),
                                batch,
                                key.app(),
                                key.provider(),
                                like.kind(),
                                receiver.name(),
                                State.WAITING,
                                now,
                                now,
                                0,
                                Optional.empty()))
                .toList();
    }
}
