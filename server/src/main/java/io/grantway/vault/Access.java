package io.grantway.vault;

import io.grantway.supply.OAuth2Config;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How an account at a provider is had, and what proves its calls.
public sealed interface Access {
    /// OAuth 2.0 (RFC 6749).
    ///
    /// @param authorizationUrl with places for variables; empty where no flow has a browser
    /// @param authorizationParameters added to each authorization request; values may have places,
    ///   as addresses have
    /// @param deviceAuthorizationUrl RFC 8628 §3.1, for that flow
    /// @param scopes that are asked for
    /// @param scopeSeparator between them in the authorization request
    /// @param pkce whether S256 is sent (RFC 7636)
    /// @param issuer that answers must name where they name one (RFC 9207); filled as addresses are
    /// @param tokens the token requests by an account's variables: grant `refresh_token`, or
    ///   `client_credentials`, or none; the refresh token in it is always empty
    /// @param answer what else token answers hold
    /// @param life of its refresh tokens
    /// @param renewals as `tokens`, of an account that has a token: some renew at another address
    /// @param metadata where the server's metadata is (RFC 8414), for what no address is said of
    record OAuth2(
            Set<Flow> flows,
            Optional<Template> authorizationUrl,
            Map<String, String> authorizationParameters,
            Optional<Template> deviceAuthorizationUrl,
            List<String> scopes,
            String scopeSeparator,
            boolean pkce,
            Optional<Template> issuer,
            Function<Map<String, String>, OAuth2Config> tokens,
            Answer answer,
            RefreshLife life,
            Revocation revocation,
            Function<Map<String, String>, OAuth2Config> renewals,
            Optional<Template> metadata)
            implements Access {
        /// One that renews where it gets tokens, and says every address.
        public OAuth2(
                Set<Flow> flows,
                Optional<Template> authorizationUrl,
                Map<String, String> authorizationParameters,
                Optional<Template> deviceAuthorizationUrl,
                List<String> scopes,
                String scopeSeparator,
                boolean pkce,
                Optional<Template> issuer,
                Function<Map<String, String>, OAuth2Config> tokens,
                Answer answer,
                RefreshLife life,
                Revocation revocation) {
            this(
                    flows,
                    authorizationUrl,
                    authorizationParameters,
                    deviceAuthorizationUrl,
                    scopes,
                    scopeSeparator,
                    pkce,
                    issuer,
                    tokens,
                    answer,
                    life,
                    revocation,
                    tokens,
                    Optional.empty());
        }

        /// In what ways an account can be had.
        public enum Flow {
            AUTHORIZATION_CODE,
            /// For each tenant its own client, which is asked for at the connect page.
            CLIENT_CREDENTIALS,
            DEVICE_CODE;

            /// As RFC 6749 and the configuration write it.
            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /// OAuth 1.0a, three-legged (RFC 5849 §2).
    ///
    /// @param client consumer key, how requests are signed, and no token
    /// @param requestMethod of the request for temporary credentials: `GET` or `POST`
    /// @param inQuery the protocol's parameters stand in the query, and not in `Authorization`
    /// @param callbackAtAuthorization the callback is told there (OAuth 1.0) and not before
    record OAuth1(
            OAuth1Config client,
            URI requestTokenUrl,
            URI authorizationUrl,
            Map<String, String> authorizationParameters,
            URI accessTokenUrl,
            String requestMethod,
            String accessMethod,
            boolean inQuery,
            boolean callbackAtAuthorization,
            Revocation revocation)
            implements Access {}

    /// An API key that the user enters.
    ///
    /// @param help where users find theirs
    record ApiKey(Optional<String> help) implements Access {}

    /// A name and a password, or two other words, that the user enters (RFC 7617).
    record Basic(Optional<String> help) implements Access {}

    /// What the token answer of a provider holds beside a token.
    ///
    /// @param metadata paths (`a.b`) of what is kept with the account
    /// @param refreshExpiresIn path of the seconds that the refresh token lives
    record Answer(List<String> metadata, Optional<String> refreshExpiresIn) {}

    /// How long refresh tokens last.
    ///
    /// @param idle without use; it is used before that
    /// @param absolute from the consent on; the user is asked again before that
    /// @param grace in which one that was replaced still counts; empty where nobody knows
    record RefreshLife(
            Optional<Duration> idle, Optional<Duration> absolute, Optional<Duration> grace) {}

    /// How a grant is ended at the provider.
    ///
    /// @param url with places for variables, and `{token}` where it holds the token, `{client_id}`
    ///   where it needs it; empty for `NONE`
    record Revocation(Style style, Optional<Template> url) {
        /// The six styles that were seen, and none.
        public enum Style {
            /// RFC 7009: form with the refresh token, else the access token, and the client.
            RFC7009,
            /// DELETE with the client's Basic credentials and the token in JSON.
            BASIC_DELETE,
            /// DELETE with the token as Bearer.
            BEARER_DELETE,
            /// POST with the token as Bearer.
            BEARER_POST,
            /// POST with JSON.
            JSON,
            /// POST of an address with the token in its query, at the place `{token}`.
            QUERY,
            /// DELETE of an address that holds the token at the place `{token}`, or of one that is
            /// called with the account's credential.
            TOKEN_PATH,
            /// A signed POST, for OAuth 1.0a.
            OAUTH1_POST,
            /// The provider has none: only the user can, at the provider.
            NONE
        }
    }
}
