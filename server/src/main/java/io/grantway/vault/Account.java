package io.grantway.vault;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A user's account at a provider, without anything secret.
///
/// @param id what its credentials are kept by; stays the same when it is connected again
/// @param subject who it is at the provider, where that is known: another one may not take its
///   place
/// @param label what people call it there, such as a mail address
/// @param variables that its addresses are filled with
/// @param scopes that were granted
/// @param trouble why it must be connected again, for people
/// @param ends when the grant ends whatever is done
/// @param refreshed when its token was renewed last
public record Account(
        TokenHash id,
        AccountKey key,
        State state,
        Optional<String> subject,
        Optional<String> label,
        Map<String, String> variables,
        Optional<String> scopes,
        Optional<String> trouble,
        Instant connected,
        Optional<Instant> ends,
        Optional<Instant> refreshed) {
    /// Whether it can be used.
    public enum State {
        ACTIVE,
        /// The provider has ended the grant: only the user can connect it again.
        RECONNECT
    }

    public Account {
        variables = Map.copyOf(variables);
    }

    @Override
    public String toString() {
        return "Account[" + key.provider() + " of " + key.app() + "]";
    }
}
