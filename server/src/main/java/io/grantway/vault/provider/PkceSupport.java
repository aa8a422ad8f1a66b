package io.grantway.vault.provider;

/// What a provider makes of PKCE (RFC 7636). The method is always S256.
public enum PkceSupport {
    S256("S256"),
    REQUIRED("required"),
    SUPPORTED("supported"),
    UNSUPPORTED("unsupported"),
    /// Nobody has tried, or told: it is not sent.
    UNKNOWN("unknown"),
    NONE("none");

    private final String wireName;

    PkceSupport(String wireName) {
        this.wireName = wireName;
    }

    /// Whether a challenge is sent.
    public boolean sent() {
        return this == S256 || this == REQUIRED || this == SUPPORTED;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
