package io.grantway.oauth;

/// How an access token is written.
public enum TokenFormat {
    /// Signed: APIs check it by themselves (RFC 9068).
    JWT,
    /// A name for what its server keeps.
    OPAQUE
}
