package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// A token that lets its holder register clients at a server (RFC 7591 §3), kept as a hash.
///
/// @param server its name
/// @param usesLeft how many clients it may register yet; empty for any number
public record InitialAccessToken(
        UUID id,
        String workspace,
        String server,
        TokenHash hash,
        Instant createdAt,
        Optional<Instant> expiresAt,
        OptionalInt usesLeft) {
    public boolean inForce(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true)
                && (usesLeft.isEmpty() || usesLeft.getAsInt() > 0);
    }
}
