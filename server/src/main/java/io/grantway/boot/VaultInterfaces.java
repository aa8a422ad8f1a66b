package io.grantway.boot;

import io.grantway.boot.registry.Union;
import io.grantway.config.Mistakes;
import io.grantway.http.Handler;
import io.grantway.http.OutgoingPools;
import io.grantway.http.RequestHead;
import io.grantway.outbound.Surroundings;
import io.grantway.vault.Accounts;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.mapping.Evaluations;
import io.grantway.vault.mapping.InterfaceEndpoint;
import io.grantway.vault.mapping.InterfaceMeans;
import io.grantway.vault.mapping.Interfaces;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Interfaces, as apps call them.
final class VaultInterfaces implements AutoCloseable {
    private final InterfaceEndpoint endpoint;
    private final Evaluations evaluations = new Evaluations();
    private final Supplier<Union> union;
    private volatile @Nullable Known known;

    /// The interfaces of what was in force when they were read, by workspace.
    private record Known(Union union, Map<String, Interfaces> interfaces) {}

    /// @param union in force
    /// @param apps in force
    /// @param providers in force
    VaultInterfaces(
            Supplier<Union> union,
            Supplier<VaultApps> apps,
            Supplier<Providers> providers,
            Accounts accounts,
            VaultEvent.Sink sink,
            OutgoingPools pools,
            InstantSource clock,
            RandomGenerator random) {
        this.union = union;
        this.endpoint =
                new InterfaceEndpoint(
                        new AppAuthentication(apps),
                        new InterfaceMeans(
                                this::of,
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

    /// Those of a workspace. What is wrong in them was said before they came into force.
    private Interfaces of(String workspace) {
        Union now = union.get();
        Known before = known;
        if (before == null || !before.union().equals(now)) {
            Map<String, Interfaces> all = new HashMap<>();
            for (WorkspaceConfig each : now.configuration().allWorkspaces()) {
                all.put(each.name(), Interfaces.read(each.interfaces(), Set.of(), new Mistakes()));
            }
            before = new Known(now, Map.copyOf(all));
            known = before;
        }
        return before.interfaces().getOrDefault(workspace, Interfaces.NONE);
    }

    @Override
    public void close() {
        evaluations.close();
    }
}
