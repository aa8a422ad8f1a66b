package io.grantway.supply;

import io.grantway.config.Secret;
import java.util.Optional;

/// Where one definition's tokens come from, as the configuration in force says; kept by whoever
/// makes calls and asked for each of them. Thread-safe.
public interface TokenSource {
    /// The token to call with: from memory where one is good, and then without waiting.
    ///
    /// @throws TokenUnavailable where there is none and none can be had
    SuppliedToken token();

    /// The same on behalf of whoever presented a token (RFC 8693), for definitions that exchange.
    SuppliedToken token(Secret onBehalfOf);

    /// The token to call with, for those who must not wait; empty where it has to be got first.
    default Optional<SuppliedToken> ready() {
        return Optional.empty();
    }

    /// As [#ready], on behalf of somebody.
    default Optional<SuppliedToken> ready(Secret onBehalfOf) {
        return Optional.empty();
    }

    /// A token in place of one that an API refused: another that is there already, else renewed,
    /// once for all who used the refused one.
    ///
    /// @throws TokenUnavailable also where this was done too lately to help again
    SuppliedToken renewed(SuppliedToken refused);

    /// As [#renewed] for a token had on behalf of somebody.
    SuppliedToken renewed(SuppliedToken refused, Secret onBehalfOf);

    /// How it stands with the definition's own token. Asks nobody.
    TokenStatus status();
}
