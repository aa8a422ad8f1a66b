package io.grantway.vault;

import java.util.UUID;

/// A line of the log of accounts.
///
/// @param id begins with the time of the event, so that lines sort by it
public record VaultCall(UUID id, VaultEvent event) {}
