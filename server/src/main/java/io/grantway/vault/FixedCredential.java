package io.grantway.vault;

import io.grantway.config.Secret;

/// What proves the calls of an account whose credentials never renew by themselves.
public sealed interface FixedCredential {
    /// OAuth 1.0a.
    record OAuth1Token(Secret token, Secret shared) implements FixedCredential {}

    record Key(Secret value) implements FixedCredential {}

    /// RFC 7617
    record UserPass(String username, Secret word) implements FixedCredential {}
}
