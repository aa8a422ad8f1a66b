package io.grantway.vault.connect;

import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;

/// How the last flow of a session ended: shown again to whoever comes again.
///
/// @param state of the flow
/// @param failure empty where the account is connected
/// @param label of the account
/// @param missing scopes that were asked for and not granted
record Outcome(
        TokenHash state,
        String provider,
        Optional<Failure> failure,
        Optional<String> label,
        List<String> missing) {
    Outcome {
        missing = List.copyOf(missing);
    }

    static Outcome failed(TokenHash state, String provider, Failure failure) {
        return new Outcome(state, provider, Optional.of(failure), Optional.empty(), List.of());
    }

    boolean connected() {
        return failure.isEmpty();
    }
}
