package io.grantway.vault;

import io.grantway.supply.SuppliedToken;

/// What one call of an account is proved by. Never shown to anybody but the provider.
public sealed interface Credential {
    /// A token that renews itself.
    record Token(SuppliedToken token) implements Credential {}

    record Fixed(FixedCredential credential) implements Credential {}
}
