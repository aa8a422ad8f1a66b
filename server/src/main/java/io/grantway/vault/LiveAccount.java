package io.grantway.vault;

import java.util.Optional;

/// An account with what proves its calls, kept in memory while it is used. Thread-safe.
public interface LiveAccount {
    Account account();

    /// For those who must not wait; empty where it has to be got first.
    Optional<Credential> ready();

    /// The credential to call with. Blocks.
    ///
    /// @throws AccountUnavailable where there is none and none can be had
    Credential credential();

    /// Another in place of one that the provider refused: one that is there already, else renewed,
    /// once for all who used the refused one. Blocks.
    ///
    /// @throws AccountUnavailable also where nothing else can be had
    Credential another(Credential refused);
}
