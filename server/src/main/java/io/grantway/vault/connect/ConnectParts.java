package io.grantway.vault.connect;

import io.grantway.http.Outgoing;
import io.grantway.vault.Accounts;
import io.grantway.vault.ConnectSessionStore;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What connecting needs of the rest of the program.
///
/// @param apps in force; asked anew for each call
/// @param vaults the vault of a workspace, by its name; asked anew for each call
public record ConnectParts(
        Supplier<VaultApps> apps,
        Function<String, Optional<VaultConfig>> vaults,
        Providers providers,
        Accounts accounts,
        ConnectSessionStore sessions,
        Outgoing outgoing,
        VaultEvent.Sink sink,
        InstantSource clock,
        SecureRandom random) {}
