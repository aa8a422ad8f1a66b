package io.grantway.vault.provider;

import io.grantway.config.Key;
import io.grantway.vault.Access.Revocation.Style;
import org.jspecify.annotations.Nullable;

/// How a grant is ended at the provider.
public record RevocationConfig(
        @Key("How `revocationUrl` is asked; as RFC 7009 says where absent.") @Nullable Style style,
        @Key("What else there is to it.") @Nullable String note) {}
