package io.grantway.services.channel;

import java.time.Duration;

/// Something that calls a service, from [#open] until [#close].
public interface Channel {
    ChannelRuns runs();

    /// Begins to take what comes. Returns at once.
    void open();

    /// Takes nothing new; what runs may end.
    ///
    /// @param grace how long that may take; what still runs then is given back where the kind of
    ///   channel can do that
    void close(Duration grace);

    /// Takes nothing until resumed; what runs goes on. Forgotten when the process ends.
    default void pause() {
        runs().paused(true);
    }

    default void resume() {
        runs().paused(false);
    }

    /// Calls the service now, beside whatever makes it be called otherwise.
    ///
    /// @return whether this kind of channel can do that
    default boolean runNow() {
        return false;
    }
}
