package io.grantway.services;

import io.grantway.services.channel.Channel;
import io.grantway.services.channel.ChannelKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The channels in force. A changed configuration keeps those that it says as before: they go on.
public final class Channels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    /// How long a run may go on whose channel was changed or taken away.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration GRACE_AT_THE_END = Duration.ofSeconds(1);

    private final ChannelKinds kinds;

    /// Opens and closes, one after the other: a channel in place of another begins when that one
    /// has ended.
    private final ExecutorService changes =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("channels").factory());

    private volatile Map<String, Channel> inForce = Map.of();

    public Channels(ChannelKinds kinds) {
        this.kinds = kinds;
    }

    /// A channel, and whose it is.
    public record Named(String workspace, ChannelConfig config) {
        String key() {
            return workspace + "/" + config.name();
        }
    }

    /// Channels that are made, and not open where they are new.
    public final class Prepared {
        private final Map<String, Channel> all;

        private Prepared(Map<String, Channel> all) {
            this.all = all;
        }

        public Channel find(String workspace, String name) {
            Channel found = all.get(workspace + "/" + name);
            if (found == null) {
                throw new IllegalStateException("a channel that was not prepared: " + name);
            }
            return found;
        }

        /// Puts them in force: opens what is new, closes what is there no more.
        public void begin() {
            Map<String, Channel> before = inForce;
            inForce = all;
            if (!before.equals(all)) {
                changes.execute(() -> change(before, all));
            }
        }
    }

    /// Makes what is not in force already.
    ///
    /// @throws IllegalArgumentException where a setting cannot be used
    public Prepared prepare(Collection<Named> named) {
        Map<String, Channel> before = inForce;
        Map<String, Channel> all = new LinkedHashMap<>();
        for (Named each : named) {
            Channel kept = before.get(each.key());
            all.put(
                    each.key(),
                    kept != null && kept.runs().config().equals(each.config())
                            ? kept
                            : kinds.make(each.workspace(), each.config()));
        }
        return new Prepared(all);
    }

    @SuppressWarnings("ReferenceEquality") // kept is what is the same object
    private static void change(Map<String, Channel> before, Map<String, Channel> after) {
        before.forEach((key, channel) -> {
            if (after.get(key) != channel) {
                close(channel, GRACE);
            }
        });
        after.forEach((key, channel) -> {
            if (before.get(key) != channel) {
                open(channel);
            }
        });
    }

    private static void open(Channel channel) {
        try {
            channel.open();
        } catch (RuntimeException e) {
            LOG.warn(
                    "the channel {} cannot begin: {}",
                    channel.runs().config().name(),
                    e.toString());
        }
    }

    private static void close(Channel channel, Duration grace) {
        try {
            channel.close(grace);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the channel {} did not end cleanly: {}",
                    channel.runs().config().name(),
                    e.toString());
        }
    }

    public List<Channel> all() {
        return new ArrayList<>(inForce.values());
    }

    public Optional<Channel> find(String workspace, String name) {
        return Optional.ofNullable(inForce.get(workspace + "/" + name));
    }

    /// Lets runs end within a second; what does not is given back where that can be done.
    @Override
    public void close() {
        changes.shutdownNow();
        try {
            List<Thread> closing =
                    inForce.values().stream()
                            .map(each ->
                                    Thread.startVirtualThread(() -> close(each, GRACE_AT_THE_END)))
                            .toList();
            for (Thread each : closing) {
                each.join(GRACE_AT_THE_END.plusSeconds(1));
            }
            var _ = changes.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
