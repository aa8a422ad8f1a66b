package io.grantway.services.channel;

import io.grantway.config.Secret;
import io.grantway.services.AmqpChannelConfig;
import io.grantway.services.ChannelConfig;
import io.grantway.services.FileJournal;
import io.grantway.services.FilesChannelConfig;
import io.grantway.services.Invoker;
import io.grantway.services.KafkaChannelConfig;
import io.grantway.services.RestChannelConfig;
import io.grantway.services.RunStore;
import io.grantway.services.ScheduleChannelConfig;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Makes channels of every kind. Of libraries only those are loaded that one of them needs.
///
/// @param node that takes times and files; the same after a restart
/// @param inHand files that this process works on
public record ChannelKinds(
        Invoker invoker,
        RunStore times,
        FileJournal journal,
        String node,
        InstantSource clock,
        Supplier<UUID> ids,
        Set<UUID> inHand) {
    public ChannelKinds(
            Invoker invoker,
            RunStore times,
            FileJournal journal,
            String node,
            InstantSource clock,
            Supplier<UUID> ids) {
        this(invoker, times, journal, node, clock, ids, ConcurrentHashMap.newKeySet());
    }

    /// Makes one that is not open yet.
    ///
    /// @throws IllegalArgumentException where a setting cannot be used
    public Channel make(String workspace, ChannelConfig config) {
        ChannelRuns runs = new ChannelRuns(workspace, config, invoker, clock);
        RestChannelConfig rest = config.rest();
        ScheduleChannelConfig schedule = config.schedule();
        FilesChannelConfig files = config.files();
        AmqpChannelConfig amqp = config.amqp();
        KafkaChannelConfig kafka = config.kafka();
        if (rest != null) {
            return new RestChannel(runs, rest, () -> ids.get().toString());
        } else if (schedule != null) {
            return new ScheduleChannel(runs, schedule, times, node);
        } else if (files != null) {
            return new FilesChannel(runs, files, journal, node, ids, inHand);
        } else if (amqp != null) {
            Secret url = amqp.url();
            return url == null || url.isEmpty()
                    ? new OffChannel(runs, "its url is empty")
                    : new AmqpChannel(runs, amqp, url);
        } else if (kafka != null) {
            return new KafkaChannel(runs, kafka);
        }
        throw new IllegalArgumentException("a channel of no kind");
    }
}
