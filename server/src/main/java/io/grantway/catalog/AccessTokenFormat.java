package io.grantway.catalog;

/// The form of an access token.
public enum AccessTokenFormat {
    /// A random text; what it stands for is in the store.
    OPAQUE,

    /// A signed `at+jwt` (RFC 9068).
    JWT
}
