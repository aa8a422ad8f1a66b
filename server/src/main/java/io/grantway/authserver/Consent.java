package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import java.time.Instant;
import java.util.UUID;

/// What a user has allowed a client at one server.
///
/// @param server whose scopes they are
/// @param since when they first allowed it anything
public record Consent(
        UUID server,
        String workspace,
        String username,
        UUID client,
        Scopes scopes,
        Instant since) {}
