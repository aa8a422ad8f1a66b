package io.grantway.service;

import java.time.Duration;
import java.util.Optional;

/// A unit of work that a channel calls: one public class with a public constructor without
/// parameters, dropped into the services directory as `GetPlan.java` or in a jar.
///
///     public class GetPlan implements Service {
///         @Override
///         public Object handle(Call call) {
///             return call.rest("Billing").get(Map.of("id", call.input("id")));
///         }
///     }
///
/// Channels know it by its simple name, here `GetPlan`. One instance answers every call, many at
/// the same time: keep in fields only what does not change.
@FunctionalInterface
public interface Service {
    /// Answers one call. Runs on a virtual thread of its own and may block.
    ///
    /// @return what the channel renders for its caller: maps, lists, records, text, numbers and
    ///   [Tree]s as JSON, an [Answer] as it came, a [Reply] as it says, null as nothing
    /// @throws Exception to fail the call; whoever asked is told the class, the first line of its
    ///   message, and where in this file it was thrown
    Object handle(Call call) throws Exception;

    /// Looks whether this version can work, before it goes live: is what it was built with
    /// complete, does a table that it reads parse. Has ten seconds.
    ///
    /// @throws Exception to refuse the version; the one before goes on serving
    default void check() throws Exception {}

    /// How long a call may take, where the channel says nothing shorter; empty for
    /// `services.timeout` of the configuration.
    default Optional<Duration> timeout() {
        return Optional.empty();
    }
}
