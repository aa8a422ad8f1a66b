package io.grantway.services.channel;

import java.util.OptionalLong;

/// The numbers of a channel since the process started.
///
/// @param seconds that all runs together took
/// @param lag what is known to wait for it
public record ChannelFigures(
        long succeeded,
        long failed,
        long skipped,
        double seconds,
        int inFlight,
        OptionalLong lag) {}
