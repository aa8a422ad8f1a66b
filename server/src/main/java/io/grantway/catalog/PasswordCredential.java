package io.grantway.catalog;

import io.grantway.config.Secret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user name and password by which a consumer's calls are known (RFC 7617). Kong calls it a
/// `basic-auth` credential.
///
/// @param password clear text or a PHC string, as configured
/// @param application whose it is; null where it is the consumer's own
public record PasswordCredential(
        UUID id,
        String username,
        Secret password,
        Consumer consumer,
        @Nullable Application application) {}
