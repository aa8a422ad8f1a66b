package io.grantway.jose;

/// What came of looking up keys that somebody else publishes.
public sealed interface KeyLookup {
    record Known(PublishedKeys keys) implements KeyLookup {}

    /// They must be asked for first, which blocks.
    record Ask() implements KeyLookup {}

    /// They cannot be had now.
    ///
    /// @param why for the log
    record Unavailable(String why) implements KeyLookup {}
}
