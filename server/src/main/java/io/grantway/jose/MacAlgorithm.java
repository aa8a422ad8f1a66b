package io.grantway.jose;

/// How a token is authenticated by a secret that both sides share, as in `client_secret_jwt` (RFC
/// 7518 §3.2).
public enum MacAlgorithm implements JwsAlgorithm {
    /// HMAC with SHA-256: the only one by which clients prove themselves here.
    HS256("HmacSHA256", 32),
    HS384("HmacSHA384", 48),
    HS512("HmacSHA512", 64);

    private final String jcaName;
    private final int leastBytes;

    MacAlgorithm(String jcaName, int leastBytes) {
        this.jcaName = jcaName;
        this.leastBytes = leastBytes;
    }

    @Override
    public String wireName() {
        return name();
    }

    String jcaName() {
        return jcaName;
    }

    /// A secret must be no shorter than the hash.
    int leastBytes() {
        return leastBytes;
    }
}
