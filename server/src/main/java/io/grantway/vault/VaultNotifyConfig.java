package io.grantway.vault;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// Whom to tell of what users must know: a webhook, or somebody by mail.
public record VaultNotifyConfig(
        @Key(
                        value = "An address that takes signed POSTs; nothing is sent where empty.",
                        example = "https://printpixie.example/hooks/vault")
                @Nullable String webhook,
        @Key("What those are signed by (HMAC-SHA256).") @Nullable Secret secret,
        @Key(value = "A mail address, told by `server.mail`.", example = "ops@printpixie.example")
                @Nullable String mail) {
    public VaultNotifyConfig {
        if ((webhook == null) == (mail == null)) {
            throw new IllegalArgumentException("say one of webhook and mail");
        }
    }
}
