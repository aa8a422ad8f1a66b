package io.grantway.authserver.clientauth;

import io.grantway.config.Secret;
import java.util.Optional;

/// What a client shows of itself.
///
/// @param clientId empty where there is none, or none that can be read
/// @param inHeader by the `Authorization` field, so that a refusal must be a 401 (RFC 6749 §5.2)
public record Presented(String clientId, Optional<Secret> secret, boolean inHeader) {}
