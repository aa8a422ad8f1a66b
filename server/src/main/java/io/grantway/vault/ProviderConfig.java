package io.grantway.vault;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.vault.provider.KeyAccessConfig;
import io.grantway.vault.provider.OAuth1AccessConfig;
import io.grantway.vault.provider.OAuth2AccessConfig;
import io.grantway.vault.provider.ProviderApiConfig;
import io.grantway.vault.provider.ProviderFacts;
import io.grantway.vault.provider.UserInfoConfig;
import io.grantway.vault.provider.VariableConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A provider of users' accounts: what stands under `providers`, and in the file of a template.
/// What an entry leaves out its template says.
public record ProviderConfig(
        @Key(
                        value =
                                "Unique in the workspace; of a template: the name of its file."
                                        + " Letters, digits, `-`, `_` and `.`.",
                        example = "google-drive")
                String name,
        @Key(
                        value =
                                "What says the rest: one of those that come along (`grantway"
                                        + " provider list`), or a file in the providers directory."
                                        + " Where absent: the one of the provider's own name, if"
                                        + " there is one.",
                        example = "google")
                @Nullable String template,
        @Key(value = "What people call it.", example = "Google Drive") @Nullable String title,
        @Key("What the provider knows this program by (OAuth 2.0).") @Nullable String clientId,
        @Key("What the program proves itself with there.") @Nullable Secret clientSecret,
        @Key("In place of a secret: a private key in PEM, for `private_key_jwt` and `RSA-SHA1`.")
                @Nullable Secret privateKey,
        @Key("The id of that key there (`kid`).") @Nullable String keyId,
        @Key("A certificate and its private key in PEM, for `tls_client_auth`.")
                @Nullable Secret certificate,
        @Key("What the provider knows this program by (OAuth 1.0a).") @Nullable String consumerKey,
        @Key("What the program signs with there.") @Nullable Secret consumerSecret,
        @Key(value = "What users are asked for.", example = "[Files.Read, offline_access]")
                List<String> scopes,
        @Key(
                        value =
                                "Places in addresses, `{name}`; an entry gives values, as in"
                                        + " `variables: {tenant: contoso.com}`.",
                        example = "{tenant: contoso.com}")
                Map<String, VariableConfig> variables,
        @Key("Accounts by OAuth 2.0 (RFC 6749).") @Nullable OAuth2AccessConfig oauth2,
        @Key("Accounts by OAuth 1.0a (RFC 5849).") @Nullable OAuth1AccessConfig oauth1,
        @Key("Accounts by an API key that users enter.") @Nullable KeyAccessConfig apiKey,
        @Key("Accounts by a name and a password that users enter (RFC 7617).")
                @Nullable KeyAccessConfig basic,
        @Key("How the provider's API is called.") @Nullable ProviderApiConfig api,
        @Key("Who an account belongs to at the provider.") @Nullable UserInfoConfig userInfo,
        @Key("What is known of the provider, and how well.") @Nullable ProviderFacts facts) {
    public ProviderConfig {
        scopes = List.copyOf(scopes);
        variables = Map.copyOf(variables);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "name must be letters, digits, `-`, `_` and `.`, 100 at most");
        }
    }

    @Override
    public String toString() {
        return "ProviderConfig[" + name + "]";
    }
}
