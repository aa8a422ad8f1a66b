package io.grantway.token;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.jose.AssertionSigner;
import io.grantway.jose.KeySet;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a server is asked about its tokens (RFC 7662), and how this gateway proves itself there.
public record IntrospectionConfig(
        @Key(
                        value = "Its address; learned from the server's metadata where absent.",
                        example = "https://login.example/introspect")
                @Nullable URI endpoint,
        @Key(value = "What the server knows this gateway by.", example = "gateway") String clientId,
        @Key("What it proves itself with, for the methods by secret.")
                @Nullable Secret clientSecret,
        @Key(
                        value =
                                "The private key it proves itself with in `private_key_jwt`: PEM"
                                        + " (PKCS#8), RSA, P-256 or Ed25519.",
                        example = "'${file:keys/gateway.key}'")
                @Nullable Secret privateKey,
        @Key("The id of that key there (`kid`).") @Nullable String keyId,
        @Key(
                        "The certificate and its private key in PEM, for `tls_client_auth` and"
                                + " `self_signed_tls_client_auth`.")
                @Nullable Secret certificate,
        @Key(
                        "How it proves itself: `client_secret_basic`, `client_secret_post`,"
                                + " `client_secret_jwt`, `private_key_jwt`, `tls_client_auth`,"
                                + " `self_signed_tls_client_auth`. Where absent: by what is given.")
                @Nullable TokenEndpointAuthMethod method,
        @Key(
                        value =
                                "For how long an answer counts, at most until the token expires;"
                                        + " `0s`: every call asks.",
                        or = "30s")
                Duration cache,
        @Key(value = "The answers must be signed by the server's keys (RFC 9701).", or = "false")
                boolean signed,
        @Key(
                        value =
                                "Ask about signed tokens too, after their signature was found good:"
                                        + " what was revoked is noticed as fast as `cache` allows.",
                        or = "false")
                boolean always,
        @Key(value = "How long an answer may take.", or = "3s") Duration timeout) {
    private static final Duration MOST_CACHE = Duration.ofHours(24);

    public IntrospectionConfig {
        if (cache.isNegative() || cache.compareTo(MOST_CACHE) > 0) {
            throw new IllegalArgumentException("cache must be 0s to 24h");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.toSeconds() > 30) {
            throw new IllegalArgumentException("timeout must be more than 0s and at most 30s");
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("clientId must not be empty");
        }
        requireReadable(privateKey, certificate);
        TokenEndpointAuthMethod by = method(method, clientSecret, privateKey, certificate);
        if (by.needsSecret() && clientSecret == null) {
            throw new IllegalArgumentException("the method " + by + " needs clientSecret");
        }
        if (by == TokenEndpointAuthMethod.PRIVATE_KEY_JWT && privateKey == null) {
            throw new IllegalArgumentException("the method private_key_jwt needs privateKey");
        }
        if (byCertificate(by) && certificate == null) {
            throw new IllegalArgumentException("the method " + by + " needs certificate");
        }
        if (by.isMac() && clientSecret != null) {
            KeySet.ofSecrets(List.of(clientSecret));
        }
    }

    /// Found at the start, not at the first token.
    private static void requireReadable(@Nullable Secret privateKey, @Nullable Secret certificate) {
        if (privateKey != null) {
            requireReadable("privateKey", () -> AssertionSigner.check(privateKey));
        }
        if (certificate != null) {
            requireReadable("certificate", () -> Outgoing.requireShowable(certificate));
        }
    }

    private static void requireReadable(String field, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    private static boolean byCertificate(TokenEndpointAuthMethod by) {
        return by == TokenEndpointAuthMethod.TLS_CLIENT_AUTH
                || by == TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    /// How the gateway proves itself.
    public TokenEndpointAuthMethod authentication() {
        return method(method, clientSecret, privateKey, certificate);
    }

    private static TokenEndpointAuthMethod method(
            @Nullable TokenEndpointAuthMethod told,
            @Nullable Secret secret,
            @Nullable Secret key,
            @Nullable Secret certificate) {
        if (told != null) {
            return told;
        }
        if (key != null) {
            return TokenEndpointAuthMethod.PRIVATE_KEY_JWT;
        }
        if (secret != null) {
            return TokenEndpointAuthMethod.CLIENT_SECRET_BASIC;
        }
        return certificate == null
                ? TokenEndpointAuthMethod.NONE
                : TokenEndpointAuthMethod.TLS_CLIENT_AUTH;
    }
}
