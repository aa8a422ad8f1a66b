package io.grantway.vault.notice;

import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.NoticeDelivery.State;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultNotice;
import io.grantway.vault.VaultNoticeStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from the outbox to the receivers: tried again and again for a day, then given up. A node
/// that dies between sending and noting it sends once more, with the same id.
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int AT_ONCE = 200;
    private static final int MOST_DOUBLINGS = 20;

    private final VaultNoticeStore store;
    private final Supplier<Map<String, VaultConfig>> vaults;
    private final Post post;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final NoticeTimes times;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /// @param vaults in force, by workspace
    public Deliveries(
            VaultNoticeStore store,
            Supplier<Map<String, VaultConfig>> vaults,
            Post post,
            InstantSource clock,
            RandomGenerator random,
            NoticeTimes times) {
        this.store = store;
        this.vaults = vaults;
        this.post = post;
        this.clock = clock;
        this.random = random;
        this.times = times;
    }

    /// How many notices arrived.
    public long sent() {
        return sent.sum();
    }

    /// How many attempts failed.
    public long failed() {
        return failed.sum();
    }

    List<Receiver> receivers(String workspace) {
        VaultConfig vault = vaults.get().get(workspace);
        return vault == null ? List.of() : Receivers.of(vault, post.mails());
    }

    void sendDue() {
        for (int i = 0; i < AT_ONCE; i++) {
            Instant now = clock.instant();
            Optional<NoticeDelivery> due = store.claim(now, now.plus(times.lease()));
            if (due.isEmpty()) {
                return;
            }
            store.attempted(attempt(due.get()));
        }
    }

    private NoticeDelivery attempt(NoticeDelivery delivery) {
        List<VaultNotice> notices = store.of(delivery.batch());
        if (notices.isEmpty()) {
            return ended(delivery, State.SENT, Optional.of("nothing was left to tell"));
        }
        Optional<Receiver> receiver =
                receivers(delivery.workspace()).stream()
                        .filter(each -> each.name().equals(delivery.target()))
                        .findFirst();
        if (receiver.isEmpty()) {
            return ended(delivery, State.DEAD, Optional.of("it is not configured any more"));
        }
        Optional<String> failure = post.send(receiver.get(), delivery, notices);
        if (failure.isEmpty()) {
            sent.increment();
            return ended(delivery, State.SENT, failure);
        }
        failed.increment();
        return retried(delivery, failure);
    }

    private NoticeDelivery retried(NoticeDelivery delivery, Optional<String> failure) {
        Instant next = clock.instant().plus(pause(delivery.attempts()));
        if (next.isAfter(delivery.made().plus(times.most()))) {
            LOG.warn(
                    "{} was not told of accounts at {}: {}",
                    delivery.target(),
                    delivery.provider(),
                    failure.orElse(""));
            return ended(delivery, State.DEAD, failure);
        }
        return delivery.became(State.WAITING, next, failure);
    }

    private NoticeDelivery ended(NoticeDelivery delivery, State how, Optional<String> why) {
        return delivery.became(how, clock.instant(), why);
    }

    /// Doubled each time, and not the same for all who failed together.
    private Duration pause(int attempts) {
        Duration doubled =
                times.firstPause().multipliedBy(1L << Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS));
        Duration longest =
                doubled.compareTo(times.longestPause()) > 0 ? times.longestPause() : doubled;
        return Duration.ofMillis((long) (longest.toMillis() * (0.5 + random.nextDouble() / 2)));
    }
}
