package io.grantway.boot;

import io.grantway.boot.calls.AccountCalls;
import io.grantway.boot.calls.ProxyEndpoint;
import io.grantway.boot.calls.Surroundings;
import io.grantway.vault.Accounts;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultEvent;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Calls with users' accounts: of apps at the vault's own endpoint, and of routes.
final class VaultCalls {
    final AccountCalls accounts;
    final ProxyEndpoint proxy;

    /// @param apps in force
    /// @param providers in force
    VaultCalls(
            Supplier<VaultApps> apps,
            Supplier<Providers> providers,
            Accounts accounts,
            VaultEvent.Sink sink,
            Executor blocking,
            InstantSource clock,
            RandomGenerator random) {
        Surroundings around =
                new Surroundings(
                        apps, providers, accounts, sink, blocking, clock, System::nanoTime, random);
        this.accounts = new AccountCalls(around);
        this.proxy = new ProxyEndpoint(this.accounts, around);
    }
}
