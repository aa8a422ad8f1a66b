package io.grantway.authserver;

/// Where a request came from.
///
/// @param address of the client, by which guessing is slowed down
/// @param request its id, for the log
public record Sender(String address, String request) {
    /// Of a request by which nothing can be guessed.
    public static final Sender UNTOLD = new Sender("-", "-");
}
