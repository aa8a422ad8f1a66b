package io.grantway.vault.provider;

import io.grantway.config.Key;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accounts by OAuth 1.0a, three-legged (RFC 5849 §2).
public record OAuth1AccessConfig(
        @Key("Where temporary credentials are got.") @Nullable String requestTokenUrl,
        @Key("Where users consent.") @Nullable String authorizationUrl,
        @Key("Where they become a token.") @Nullable String accessTokenUrl,
        @Key("Where grants are ended.") @Nullable String revocationUrl,
        @Key("Where the API says who the user is.") @Nullable String userInfoUrl,
        @Key("Where the API begins; calls reach nothing else.") @Nullable String apiBase,
        @Key(value = "Parameters of each consent.", example = "{perms: read}")
                Map<String, String> authorizationParameters,
        @Key("How requests are signed; `HMAC-SHA1` where absent.")
                @Nullable SignatureMethod signatureMethod,
        @Key("How the first request is made; `POST` where absent.") @Nullable Method requestMethod,
        @Key("How the last one is made; `POST` where absent.") @Nullable Method accessMethod,
        @Key("Where the protocol's parameters stand: `header` (where absent) or `query`.")
                @Nullable ParametersIn parametersIn,
        @Key(
                        "Where the callback is told: with the `request` (where absent), or at the"
                                + " `authorization` (OAuth 1.0).")
                @Nullable CallbackAt callbackAt,
        @Key("What the `Authorization` header names as `realm`.") @Nullable String realm,
        @Key("Whether bodies other than forms are signed too.") @Nullable Boolean bodyHash,
        @Key(value = "What is kept of the last answer with the account.", example = "[user_id]")
                List<String> metadata,
        @Key("What is known of how long tokens live.") @Nullable String note,
        @Key("How a grant is ended.") @Nullable RevocationConfig revocation) {
    /// A method of HTTP.
    public enum Method {
        GET,
        POST;

        @Override
        public String toString() {
            return name();
        }
    }

    /// Where the protocol's parameters stand (RFC 5849 §3.5).
    public enum ParametersIn {
        HEADER,
        QUERY
    }

    /// With which step the callback is told.
    public enum CallbackAt {
        REQUEST,
        AUTHORIZATION
    }

    public OAuth1AccessConfig {
        authorizationParameters = Map.copyOf(authorizationParameters);
        metadata = List.copyOf(metadata);
    }
}
