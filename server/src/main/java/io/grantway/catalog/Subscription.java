package io.grantway.catalog;

import java.util.UUID;

/// That an application may use an API, and how much of it.
///
/// @param application whose it is
/// @param api the API's id
public record Subscription(UUID id, UUID application, UUID api, Plan plan, State state) {
    /// How far it has come.
    public enum State {
        /// An administrator has not agreed yet.
        REQUESTED,
        ACTIVE,
        /// Stopped for a while.
        SUSPENDED
    }
}
