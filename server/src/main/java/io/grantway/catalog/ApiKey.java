package io.grantway.catalog;

import io.grantway.oauth.TokenHash;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API key of a consumer, or of one of its applications, of which only the hash is kept. Kong
/// calls it a `key-auth` credential.
///
/// @param application whose it is; null where it is the consumer's own
public record ApiKey(
        UUID id, TokenHash hash, Consumer consumer, @Nullable Application application) {}
