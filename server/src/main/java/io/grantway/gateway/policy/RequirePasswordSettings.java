package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// The `requirePassword` policy: a call needs a consumer's user name and password (RFC 7617), as
/// with Kong's `basic-auth`.
public record RequirePasswordSettings(
        @Key(value = "Remove the header before the call goes upstream.", or = "false")
                boolean hideCredentials,
        @Key(
                        "The consumer (name or id) that a call without a good password counts as,"
                                + " instead of being refused.")
                @Nullable String anonymous,
        @Key(value = "Named in `WWW-Authenticate`.", or = "service") String realm)
        implements PolicySettings {}
