package io.grantway.token;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/// What came of validating an access token.
public sealed interface Validation {
    /// Good.
    ///
    /// @param until when it counts without being validated again
    /// @param stands whether what it was judged by is still so: the keys, and that it was not
    ///   revoked. Never blocks.
    record Valid(ValidToken token, Instant until, BooleanSupplier stands) implements Validation {}

    /// Not good: whoever sent it needs another one.
    ///
    /// @param reason a stable code in snake_case
    /// @param explanation which check, and what it saw; nothing by which the token could be used
    record Invalid(String reason, String explanation) implements Validation {}

    /// Nobody could say: the server is out of reach. Answered with 503, never 401, since the token
    /// may be perfectly good.
    ///
    /// @param reason a stable code in snake_case
    record Undecided(String reason, String explanation) implements Validation {}
}
