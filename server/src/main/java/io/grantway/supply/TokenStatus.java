package io.grantway.supply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How it stands with the token of one definition; nothing in it is secret.
///
/// @param until when it expires, where that is known
/// @param fingerprint the first digits of its hash
/// @param asked scopes
/// @param granted scopes, where the server said
/// @param trouble why the last request brought none
public record TokenStatus(
        State state,
        Optional<Instant> until,
        long generation,
        Optional<String> fingerprint,
        List<String> asked,
        Optional<String> granted,
        Optional<String> trouble) {
    /// What becomes of the next call.
    public enum State {
        /// There is no token yet.
        NONE,
        /// It goes out at once.
        FRESH,
        /// It goes out at once, and a new one is got meanwhile.
        STALE,
        /// The next call waits for a new one.
        EXPIRED,
        /// None can be had.
        FAILED
    }
}
