package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An application of a consumer, and by what it is known: OAuth clients, keys, certificates.
public record ApplicationConfig(
        @Key(value = "Unique in the workspace.", example = "SampleApp") String name,
        @Key(
                        value =
                                "The client id of its client at every authorization server of this"
                                        + " program; unique in the workspace. Absent where the"
                                        + " application has `credentials` only.",
                        example = "clientid")
                @Nullable String clientId,
        @Key(
                        "The client secret: clear text or a hash (`$argon2id$…`,"
                                + " `$pbkdf2-sha512$…`). A public client has none.")
                @Nullable Secret clientSecret,
        @Key(
                        value =
                                "`confidential`, or `public` for an application that cannot keep a"
                                        + " secret.",
                        or = "confidential")
                ClientType clientType,
        @Key(
                        value =
                                "Where users may be sent back to: absolute URIs without a"
                                        + " fragment.",
                        example = "[https://client.example/callback]")
                List<String> redirectUris,
        @Key(value = "How its client proves itself, where a secret is not all.", or = "{}")
                ClientAuthenticationConfig authentication,
        @Key(value = "What its client may do, where it may not do all.", or = "{}")
                ClientMetadata metadata,
        @Key("That its client registered itself (RFC 7591); nothing to write by hand.")
                @Nullable ClientRegistration registration,
        @Key("Its clients at one authorization server each, of this program or elsewhere.")
                List<CredentialConfig> credentials,
        @Key(value = "Its API keys, for `requireKey`.", example = "['${env:CRM_KEY}']")
                List<KeyConfig> keys,
        @Key("Its user names and passwords, for `requirePassword`.") List<PasswordConfig> passwords,
        @Key("Its client certificates.") List<CertificateConfig> certificates,
        @Key("The APIs that it may use, for `requireSubscription`.")
                List<SubscriptionConfig> subscriptions)
        implements ClientSettings {}
