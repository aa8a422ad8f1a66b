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
        // Neither: the webhook is a reference that is empty for now, and nothing is sent.
        if (webhook != null && mail != null) {
            throw new IllegalArgumentException("say one of webhook and mail");
        }
        if (webhook != null && !webhook.isBlank()) {
            if (!webhook.matches("https?://[^\\s/?#@]+([/?#]\\S*)?")) {
                throw new IllegalArgumentException(
                        "webhook must be an address of https or http, without a user");
            }
            if (secret == null || secret.isEmpty()) {
                throw new IllegalArgumentException(
                        "secret is missing: the receiver could not tell our notices from others'");
            }
        }
    }
}
