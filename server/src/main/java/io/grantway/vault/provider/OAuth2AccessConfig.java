package io.grantway.vault.provider;

import io.grantway.config.Key;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.vault.Access.OAuth2.Flow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accounts by OAuth 2.0. Addresses may have places, `{name}`, for variables.
public record OAuth2AccessConfig(
        @Key(value = "Where users consent.", example = "https://login.example/authorize")
                @Nullable String authorizationUrl,
        @Key(value = "Where tokens are got.", example = "https://login.example/token")
                @Nullable String tokenUrl,
        @Key("Where they are renewed, if that is elsewhere.") @Nullable String refreshUrl,
        @Key("Where grants are ended.") @Nullable String revocationUrl,
        @Key("Where tokens are looked at (RFC 7662).") @Nullable String introspectionUrl,
        @Key("Where the API says who the user is.") @Nullable String userInfoUrl,
        @Key("Where the device flow begins (RFC 8628).") @Nullable String deviceAuthorizationUrl,
        @Key("Where the server's metadata is (RFC 8414).") @Nullable String discoveryUrl,
        @Key(
                        value = "Where the API begins; calls reach nothing else.",
                        example = "https://api.example")
                @Nullable String apiBase,
        @Key("What the server calls itself in `iss` (RFC 9207).") @Nullable String issuer,
        @Key(
                        "How accounts are had: `authorization_code` (where absent),"
                                + " `client_credentials`, `device_code`.")
                List<Flow> flows,
        @Key("Grants that are known to be useful there.") List<String> grants,
        @Key(
                        "Whether PKCE is sent (RFC 7636): `S256`, `required` and `supported` say"
                                + " yes; `none`, `unsupported` and `unknown` no. Yes where absent.")
                @Nullable PkceSupport pkce,
        @Key(
                        value =
                                "How this program may prove itself, the best first; the first that"
                                        + " there are credentials for is taken. `[none]` for a"
                                        + " public client.",
                        example = "[client_secret_post]")
                List<TokenEndpointAuthMethod> clientAuthentication,
        @Key("What stands between scopes; a space where absent.") @Nullable String scopeSeparator,
        @Key(
                        value = "The scope that gets a refresh token; asked for in any case.",
                        example = "offline_access")
                @Nullable String offlineScope,
        @Key("How token answers list scopes.") @Nullable ScopesReturned scopesReturned,
        @Key(value = "Parameters of each authorization request.", example = "{prompt: consent}")
                Map<String, String> authorizationParameters,
        @Key("What token requests have of their own.") @Nullable TokenRequestConfig request,
        @Key("Where token answers hold things.") @Nullable TokenAnswerConfig response,
        @Key("What is known of access tokens.") @Nullable AccessTokenConfig accessToken,
        @Key("What is known of refresh tokens.") @Nullable RefreshTokenConfig refreshToken,
        @Key("How a grant is ended.") @Nullable RevocationConfig revocation) {
    /// How scopes are listed in token answers.
    public enum ScopesReturned {
        STRING_SPACE,
        STRING_COMMA,
        ARRAY,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public OAuth2AccessConfig {
        flows = List.copyOf(flows);
        grants = List.copyOf(grants);
        clientAuthentication = List.copyOf(clientAuthentication);
        authorizationParameters = Map.copyOf(authorizationParameters);
    }
}
