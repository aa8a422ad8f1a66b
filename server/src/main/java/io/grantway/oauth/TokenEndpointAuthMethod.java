package io.grantway.oauth;

import java.util.Arrays;
import java.util.Optional;

/// How a client proves itself at the token endpoint and its like, by the names of the IANA registry
/// "OAuth Token Endpoint Authentication Methods" (RFC 7591 §4.2, RFC 8705 §2, OpenID Connect Core
/// §9).
public enum TokenEndpointAuthMethod {
    CLIENT_SECRET_BASIC("client_secret_basic"),
    CLIENT_SECRET_POST("client_secret_post"),
    CLIENT_SECRET_JWT("client_secret_jwt"),
    PRIVATE_KEY_JWT("private_key_jwt"),
    TLS_CLIENT_AUTH("tls_client_auth"),
    SELF_SIGNED_TLS_CLIENT_AUTH("self_signed_tls_client_auth"),

    /// A public client only names itself.
    NONE("none");

    private final String wireName;

    TokenEndpointAuthMethod(String wireName) {
        this.wireName = wireName;
    }

    public static Optional<TokenEndpointAuthMethod> of(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName.equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }

    /// Whether both sides know a secret.
    public boolean needsSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST || isMac();
    }

    /// Whether the secret is the key of a MAC, so that it must be at hand in clear text.
    public boolean isMac() {
        return this == CLIENT_SECRET_JWT;
    }

    /// Whether the client's public keys must be known.
    public boolean needsKeys() {
        return this == PRIVATE_KEY_JWT || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
