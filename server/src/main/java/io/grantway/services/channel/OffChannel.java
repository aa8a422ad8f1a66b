package io.grantway.services.channel;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel that takes nothing, as its configuration says.
final class OffChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(OffChannel.class);

    private final ChannelRuns runs;
    private final String why;

    OffChannel(ChannelRuns runs, String why) {
        this.runs = runs;
        this.why = why;
    }

    @Override
    public ChannelRuns runs() {
        return runs;
    }

    @Override
    public void open() {
        LOG.info("the channel {} is off: {}", runs.key(), why);
    }

    @Override
    public void close(Duration grace) {
        // Nothing was opened.
    }
}
