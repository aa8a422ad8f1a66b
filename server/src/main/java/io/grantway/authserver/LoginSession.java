package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.time.Instant;

/// A user logged in at a browser.
///
/// @param hash of the session cookie's value
public record LoginSession(
        TokenHash hash,
        String workspace,
        String username,
        Instant authenticatedAt,
        Instant expiresAt) {}
