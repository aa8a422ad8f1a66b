package io.grantway.boot;

import io.grantway.oauth.TokenHash;
import io.grantway.store.SqlStore;
import io.grantway.supply.GrantSupply;
import io.grantway.telemetry.Metrics;
import io.grantway.vault.KeepAlive;
import io.grantway.vault.LiveAccounts;
import io.grantway.vault.Provider;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultEvents;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The parts of the token vault that live as long as the server.
final class Vault implements AutoCloseable {
    final Providers providers;
    final VaultEvents events = new VaultEvents();
    final LiveAccounts accounts;
    private final GrantSupply grants;
    private final KeepAlive keepAlive;

    /// @param providers in force, asked anew each time
    /// @param random that nobody can foresee
    /// @param blocking of virtual threads
    Vault(
            SqlStore store,
            LiveTokens tokens,
            Providers providers,
            InstantSource clock,
            RandomGenerator random,
            Executor blocking) {
        this.providers = providers;
        this.grants = tokens.grants(store.accounts().tokens(), store.accountSpill());
        this.accounts =
                new LiveAccounts(
                        store.accounts(),
                        grants,
                        providers,
                        events,
                        clock,
                        System::nanoTime,
                        random);
        this.keepAlive = new KeepAlive(store.accountDeadlines(), accounts, events, clock, blocking);
    }

    /// Those that are in force whenever one is asked for.
    static Providers inForce(Supplier<Providers> now) {
        return new Providers() {
            @Override
            public Optional<Provider> find(String workspace, String name) {
                return now.get().find(workspace, name);
            }

            @Override
            public List<Provider> of(String workspace) {
                return now.get().of(workspace);
            }
        };
    }

    void show(Metrics metrics) {
        metrics.gauge("grantway_vault_accounts", "Vault accounts in memory", accounts::size);
    }

    /// What is to be done without a call, every minute. Blocks.
    void keepUp() {
        keepAlive.run();
    }

    /// Another node has changed an account.
    void changed(TokenHash account) {
        accounts.forget(account);
    }

    /// Nobody listened for a while.
    void changedAll() {
        accounts.forgetAll();
    }

    @Override
    public void close() {
        grants.close();
    }
}
