package io.grantway.vault;

import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.util.Optional;

/// Which lines of the log of accounts are asked for. What is empty leaves all.
///
/// @param from the first moment
/// @param to the first moment that is too late
public record CallFilter(
        String workspace,
        Optional<String> app,
        Optional<String> user,
        Optional<String> provider,
        Optional<Kind> kind,
        Optional<String> outcome,
        Optional<Instant> from,
        Optional<Instant> to) {
    /// All of a workspace.
    public static CallFilter of(String workspace) {
        return new CallFilter(
                workspace,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// All of a user of an app.
    public static CallFilter of(String workspace, String app, String user) {
        return new CallFilter(
                workspace,
                Optional.of(app),
                Optional.of(user),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
