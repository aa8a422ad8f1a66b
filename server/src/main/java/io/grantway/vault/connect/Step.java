package io.grantway.vault.connect;

import io.grantway.vault.Provider;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What comes next for a user.
sealed interface Step {
    /// Something must be typed.
    ///
    /// @param kind of message
    record Ask(Provider provider, String kind, List<View.Field> fields, Optional<String> help)
            implements Step {}

    /// The provider's own pages.
    record Away(Provider provider, URI address) implements Step {
        @Override
        public String toString() {
            return "Away[" + provider + "]";
        }
    }

    /// A code to type at the provider.
    record Code(Provider provider, Attempt.Device device) implements Step {}

    record Ended(ConnectSession session, Outcome outcome) implements Step {}
}
