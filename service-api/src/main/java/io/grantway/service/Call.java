package io.grantway.service;

/// One call of a service: its input, and later its connections.
public interface Call {
    /// A value of the call's input by name.
    ///
    /// @throws IllegalArgumentException naming the input, when the caller gave none of that name
    String input(String name);
}
