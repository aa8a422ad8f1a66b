package io.grantway.jose;

/// How a token is authenticated by a secret that both sides share, as in `client_secret_jwt`.
public enum MacAlgorithm implements JwsAlgorithm {
    /// HMAC with SHA-256 (RFC 7518 §3.2).
    HS256;

    @Override
    public String wireName() {
        return name();
    }
}
