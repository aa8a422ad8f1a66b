package io.grantway.catalog;

import io.grantway.oauth.TokenHash;
import java.util.UUID;

/// An API key of a consumer, of which only the hash is kept. Kong calls it a `key-auth` credential.
public record ApiKey(UUID id, TokenHash hash, Consumer consumer) {}
