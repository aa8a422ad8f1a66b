package io.grantway.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Something that happened with an account, for logs and notices. Never holds a credential.
///
/// @param kind what
/// @param outcome `ok`, or the reason in the field's words (`invalid_grant`, `timeout`)
/// @param status that the provider answered
/// @param millis that it took
/// @param bytes of the answer
/// @param tokenHash the first 12 hexadecimal digits of the SHA-256 of the access token
/// @param detail for people, such as method and path without query; redacted
/// @param requestId of the call that caused it
public record VaultEvent(
        Instant at,
        Kind kind,
        AccountKey account,
        String outcome,
        OptionalInt status,
        long millis,
        long bytes,
        Optional<String> tokenHash,
        String detail,
        Optional<String> requestId) {
    /// What happened.
    public enum Kind {
        CALL,
        REFRESH,
        CONNECTED,
        CONNECT_FAILED,
        DISCONNECTED,
        /// The grant is dead: told once.
        RECONNECT_NEEDED,
        /// The grant ends soon, whatever is done: told once.
        ENDS_SOON
    }

    /// Takes what happened. Never blocks, never throws.
    @FunctionalInterface
    public interface Sink {
        void happened(VaultEvent event);
    }
}
