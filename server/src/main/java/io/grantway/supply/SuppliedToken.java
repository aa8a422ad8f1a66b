package io.grantway.supply;

import io.grantway.config.Secret;
import java.time.Instant;
import java.util.Optional;

/// A token to call with.
///
/// @param type `Bearer`, or what the server said
/// @param generation grows with each renewal, so that one bad token is renewed once for all who
///   used it
/// @param until when it expires, where that is known
/// @param scopes granted, where the server said
public record SuppliedToken(
        Secret value,
        String type,
        long generation,
        Optional<Instant> until,
        Optional<String> scopes) {}
