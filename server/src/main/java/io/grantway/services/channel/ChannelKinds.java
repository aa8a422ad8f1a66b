package io.grantway.services.channel;

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
import java.util.UUID;
import java.util.function.Supplier;

/// Makes channels of every kind. Of libraries only those are loaded that one of them needs.
///
/// @param node that takes times and files; the same after a restart
public record ChannelKinds(
        Invoker invoker,
        RunStore times,
        FileJournal journal,
        String node,
        InstantSource clock,
        Supplier<UUID> ids) {

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
            return new OffChannel(runs, "files are not picked up yet");
        } else if (amqp != null) {
            return new OffChannel(
                    runs, amqp.isOff() ? "its url is empty" : "messages are not taken yet");
        } else if (kafka != null) {
            return new OffChannel(runs, "records are not taken yet");
        }
        throw new IllegalArgumentException("a channel of no kind");
    }
}
