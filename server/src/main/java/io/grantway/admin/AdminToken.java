package io.grantway.admin;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A token for the admin API. The token itself is not known any more.
///
/// @param name of whoever holds it, as the audit trail has it; no two have the same
/// @param roles by workspace, or [Administrator#EVERYWHERE]
/// @param createdBy the administrator's name
public record AdminToken(
        UUID id,
        TokenHash hash,
        String name,
        Map<String, Role> roles,
        Instant createdAt,
        String createdBy,
        Optional<Instant> expiresAt) {
    public AdminToken {
        roles = Map.copyOf(roles);
    }

    boolean expired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }
}
