package io.grantway.vault;

import java.util.Optional;

/// Takes accounts away, and ends their grants at the providers.
@FunctionalInterface
public interface Disconnecting {
    /// Blocks. Takes the account away here whatever the provider says.
    ///
    /// @param requestId of the request that asked for it
    /// @return empty where there is no such account
    Optional<Disconnected> disconnect(AccountKey key, Optional<String> requestId);

    /// What became of an account that was taken away.
    ///
    /// @param revoked whether the provider has ended the grant
    /// @param why not, for people; empty where it has
    record Disconnected(Account account, boolean revoked, Optional<String> why) {}
}
