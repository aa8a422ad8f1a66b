package io.grantway.supply;

import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Access tokens of somebody's authorization server, got and renewed out of sight (RFC 6749). What
/// odd servers want differently is said here and needs no code.
public record OAuth2Config(
        @Key(
                        value =
                                "Where tokens are got; learned from the metadata of `issuer`, or of"
                                        + " the FHIR server, where absent.",
                        example = "https://login.example/token")
                @Nullable URI tokenEndpoint,
        @Key(
                        value = "The server's issuer identifier, to learn the token endpoint from.",
                        example = "https://login.example")
                @Nullable String issuer,
        @Key("Where its metadata is (RFC 8414), where that is not the usual place.")
                @Nullable URI metadata,
        @Key(
                        value =
                                "How tokens are got: `client_credentials`, `refresh_token`,"
                                        + " `urn:ietf:params:oauth:grant-type:jwt-bearer`,"
                                        + " `urn:ietf:params:oauth:grant-type:token-exchange`"
                                        + " (on behalf of whoever calls) or `password`.",
                        or = "client_credentials")
                TokenGrant grantType,
        @Key(value = "What the server knows this program by.", example = "grantway")
                @Nullable String clientId,
        @Key("What it proves itself with, for the methods by secret.")
                @Nullable Secret clientSecret,
        @Key(
                        "How it proves itself: `client_secret_basic`, `client_secret_post`,"
                                + " `client_secret_jwt`, `private_key_jwt`, `tls_client_auth`,"
                                + " `self_signed_tls_client_auth`, `none`. Where absent: by what is"
                                + " given.")
                @Nullable TokenEndpointAuthMethod clientAuthentication,
        @Key(
                        value =
                                "The private key for `private_key_jwt`: PEM (PKCS#8), RSA, P-256,"
                                        + " P-384 or Ed25519. Without one keys are made, kept,"
                                        + " rotated and published at"
                                        + " `/.well-known/jwks/{definition}.json`.",
                        example = "'${file:keys/client.key}'")
                @Nullable Secret privateKey,
        @Key("The id of that key there (`kid`).") @Nullable String keyId,
        @Key(
                        "The certificate and its private key in PEM, for `tls_client_auth` and"
                                + " `self_signed_tls_client_auth`.")
                @Nullable Secret certificate,
        @Key(value = "The assertions of `private_key_jwt` and `client_secret_jwt`.", or = "{}")
                AssertionConfig assertion,
        @Key(
                        "The refresh token to begin with, for `refresh_token`. Where the server"
                                + " gives new ones, the newest is kept and used; another one here"
                                + " begins anew.")
                @Nullable Secret refreshToken,
        @Key("Who logs in, for `password`.") @Nullable String username,
        @Key("Their password, for `password`.") @Nullable Secret password,
        @Key("The JWT that is the grant, for `jwt-bearer`.") @Nullable JwtBearerConfig jwt,
        @Key(value = "What else a `token-exchange` asks for.", or = "{}") ExchangeConfig exchange,
        @Key(value = "What the tokens are to be good for.", example = "[billing.read]")
                List<String> scopes,
        @Key("Whom the tokens are to be for, where the server asks for an `audience`.")
                @Nullable String audience,
        @Key(value = "The addresses they are to be for (RFC 8707).") List<String> resource,
        @Key(
                        value =
                                "Names of parameters that this server calls differently; empty: it"
                                        + " gets none of them.",
                        example = "{clientId: client, clientSecret: key, grantType: ''}")
                Map<String, String> fields,
        @Key(value = "More parameters.", example = "{tenant: main}") Map<String, String> extra,
        @Key(value = "Header fields of the token request.", example = "{X-Api-Version: '2'}")
                Map<String, Secret> headers,
        @Key(value = "How parameters are sent: `form`, `json` or `query`.", or = "form")
                RequestForm body,
        @Key(value = "What stands between scopes.", or = "' '", example = "','")
                String scopeSeparator,
        @Key(value = "Where things are in the answer.", or = "{}") ResponseConfig response,
        @Key(value = "What `expires_in` counts: `s`, `ms` or `m`.", or = "s")
                ExpiryUnit expiresInUnit,
        @Key(
                        value =
                                "How long a token is good where the server does not say. Where"
                                    + " absent it is kept for 12 hours at most, and renewed when an"
                                    + " API refuses it.",
                        example = "1h")
                @Nullable Duration defaultLifetime,
        @Key(
                        value =
                                "How long before its end a token is renewed, at most a fifth of its"
                                        + " life; less for servers that refuse to renew early.",
                        or = "2m")
                Duration renewBefore,
        @Key(value = "How long an answer may take.", or = "10s") Duration timeout,
        @Key(value = "How large an answer may be.", or = "256KiB") ByteSize answerLimit,
        @Key(value = "How many token requests go to one endpoint at once.", or = "4")
                int requestsAtOnce) {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final int MOST_AT_ONCE = 100;
    private static final long MOST_ANSWER = 16L << 20;

    public OAuth2Config {
        resource = List.copyOf(resource);
        scopes = List.copyOf(scopes);
        fields = Map.copyOf(fields);
        extra = Map.copyOf(extra);
        headers = Map.copyOf(headers);
        OAuth2Check.limits(timeout, LONGEST_WAIT, renewBefore, defaultLifetime);
        if (answerLimit.bytes() < 1024 || answerLimit.bytes() > MOST_ANSWER) {
            throw new IllegalArgumentException("answerLimit must be 1KiB to 16MiB");
        }
        if (requestsAtOnce < 1 || requestsAtOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("requestsAtOnce must be 1 to " + MOST_AT_ONCE);
        }
        OAuth2Check.names(fields, headers);
        OAuth2Check.grant(grantType, username, password);
        TokenEndpointAuthMethod by =
                OAuth2Check.method(clientAuthentication, clientSecret, privateKey, certificate);
        OAuth2Check.client(by, clientId, clientSecret, certificate, grantType);
        OAuth2Check.keys(by, clientSecret, privateKey, certificate, assertion);
        if (grantType == TokenGrant.JWT_BEARER) {
            OAuth2Check.bearer(jwt, clientId, privateKey, by);
        }
    }

    /// How this program proves itself.
    public TokenEndpointAuthMethod authentication() {
        return OAuth2Check.method(clientAuthentication, clientSecret, privateKey, certificate);
    }

    /// What a definition must have that begins by itself, and not with somebody's consent.
    ///
    /// @throws IllegalArgumentException naming what is missing
    public void requireBeginning() {
        if (grantType == TokenGrant.REFRESH_TOKEN && refreshToken == null) {
            throw new IllegalArgumentException("the grant refresh_token needs refreshToken");
        }
    }

    /// The same for another client, such as each tenant's own.
    public OAuth2Config withClient(String id, Secret secret) {
        return new OAuth2Config(
                tokenEndpoint,
                issuer,
                metadata,
                grantType,
                id,
                secret,
                clientAuthentication,
                privateKey,
                keyId,
                certificate,
                assertion,
                refreshToken,
                username,
                password,
                jwt,
                exchange,
                scopes,
                audience,
                resource,
                fields,
                extra,
                headers,
                body,
                scopeSeparator,
                response,
                expiresInUnit,
                defaultLifetime,
                renewBefore,
                timeout,
                answerLimit,
                requestsAtOnce);
    }

    /// Whether keys are made here and published.
    public boolean makesKeys() {
        return authentication() == TokenEndpointAuthMethod.PRIVATE_KEY_JWT && privateKey == null;
    }

    /// Whether the definition itself says where tokens are got.
    public boolean knowsEndpoint() {
        return tokenEndpoint != null || issuer != null || metadata != null;
    }

    @Override
    public String toString() {
        return "OAuth2Config[" + grantType + " of " + clientId + "]";
    }
}
