package io.grantway.service;

/// A unit of work that a channel calls: one class, dropped into the services directory.
@FunctionalInterface
public interface Service {
    /// Answers one call. Runs on a virtual thread of its own and may block.
    ///
    /// @return what the channel renders for its caller; maps, lists, records, text and numbers are
    ///   rendered as JSON
    Object handle(Call call);
}
