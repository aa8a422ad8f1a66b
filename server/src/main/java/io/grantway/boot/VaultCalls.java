package io.grantway.boot;

import io.grantway.boot.calls.AccountCalls;
import io.grantway.boot.calls.ProxyEndpoint;
import io.grantway.boot.calls.Surroundings;
import io.grantway.boot.registry.Union;
import io.grantway.vault.Accounts;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Calls with users' accounts: of apps at the vault's own endpoint, and of routes.
final class VaultCalls {
    final AccountCalls accounts;
    final ProxyEndpoint proxy;
    private final Supplier<Union> union;
    private volatile @Nullable Known known;

    /// The apps of what was in force when they were read.
    private record Known(Union union, VaultApps apps) {}

    /// @param union in force
    /// @param providers in force
    VaultCalls(
            Supplier<Union> union,
            Supplier<Providers> providers,
            Accounts accounts,
            VaultEvent.Sink sink,
            Executor blocking,
            InstantSource clock,
            RandomGenerator random) {
        this.union = union;
        Surroundings around =
                new Surroundings(
                        this::apps,
                        providers,
                        accounts,
                        sink,
                        blocking,
                        clock,
                        System::nanoTime,
                        random);
        this.accounts = new AccountCalls(around);
        this.proxy = new ProxyEndpoint(this.accounts, around);
    }

    /// The apps in force; hashing their keys for each call would cost more than the call.
    VaultApps apps() {
        Union now = union.get();
        Known before = known;
        if (before != null && before.union().equals(now)) {
            return before.apps();
        }
        Map<String, VaultConfig> vaults = new HashMap<>();
        for (WorkspaceConfig workspace : now.configuration().allWorkspaces()) {
            VaultConfig vault = workspace.vault();
            if (vault != null) {
                vaults.put(workspace.name(), vault);
            }
        }
        VaultApps apps = VaultApps.of(vaults);
        known = new Known(now, apps);
        return apps;
    }
}
