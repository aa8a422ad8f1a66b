package io.grantway.boot;

import io.grantway.http.Handler;
import io.grantway.http.OutgoingPools;
import io.grantway.http.RequestHead;
import io.grantway.outbound.Surroundings;
import io.grantway.vault.Accounts;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.mapping.Evaluations;
import io.grantway.vault.mapping.InterfaceEndpoint;
import io.grantway.vault.mapping.InterfaceMeans;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Interfaces, as apps call them.
final class VaultInterfaces implements AutoCloseable {
    private final InterfaceEndpoint endpoint;
    private final Evaluations evaluations = new Evaluations();

    /// @param vaults in force
    /// @param providers in force
    VaultInterfaces(
            Supplier<Vaults> vaults,
            Supplier<Providers> providers,
            Accounts accounts,
            VaultEvent.Sink sink,
            OutgoingPools pools,
            InstantSource clock,
            RandomGenerator random) {
        this.endpoint =
                new InterfaceEndpoint(
                        new AppAuthentication(() -> vaults.get().apps()),
                        new InterfaceMeans(
                                workspace -> vaults.get().interfaces(workspace),
                                providers,
                                accounts,
                                sink,
                                pools,
                                evaluations,
                                clock,
                                System::nanoTime,
                                random,
                                Surroundings::park));
    }

    /// What answers a request, where it is one for an interface.
    Optional<Handler> find(RequestHead head) {
        return InterfaceEndpoint.has(head.target().path())
                ? Optional.of(endpoint)
                : Optional.empty();
    }

    @Override
    public void close() {
        evaluations.close();
    }
}
