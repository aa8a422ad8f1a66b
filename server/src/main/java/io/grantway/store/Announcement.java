package io.grantway.store;

import io.grantway.oauth.TokenHash;
import java.time.Instant;

/// What a node that shares the store, this one or another, has just changed in it.
public sealed interface Announcement {
    /// An opaque token ended before its time.
    record TokenEnded(TokenHash accessToken) implements Announcement {}

    /// A signed token was revoked.
    ///
    /// @param until when it expires by itself
    record TokenDenied(TokenHash accessToken, Instant until) implements Announcement {}

    /// Entities or applied sets.
    record CatalogChanged() implements Announcement {}

    record SigningKeysChanged() implements Announcement {}

    /// Of any workspace.
    record DataKeysChanged() implements Announcement {}

    /// An account was connected, taken away, or must be connected again.
    record AccountChanged(TokenHash account) implements Announcement {}

    record AdminTokensChanged() implements Announcement {}

    /// Nobody was listening for a while: anything may have changed.
    record Missed() implements Announcement {}
}
