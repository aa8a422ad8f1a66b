package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.time.Instant;

/// What a device asks of whoever types its code (RFC 8628 §3.1).
///
/// @param claims what else its tokens are to say
/// @param userCode as it is shown: `XXXX-XXXX`
public record DeviceRequest(
        Client client, Scopes scopes, TokenClaims claims, String userCode, Instant expiresAt) {}
