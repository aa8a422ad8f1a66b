package io.grantway.vault.provider;

import io.grantway.vault.Provider;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Providers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The providers that a configuration declares, assembled. Immutable.
public final class DeclaredProviders implements Providers {
    public static final DeclaredProviders NONE = new DeclaredProviders(Map.of());

    private final Map<String, Map<String, Provider>> byWorkspace;

    private DeclaredProviders(Map<String, Map<String, Provider>> byWorkspace) {
        this.byWorkspace = byWorkspace;
    }

    /// @param entries by workspace
    /// @throws IllegalArgumentException where one is wrong, which a check has said before
    public static DeclaredProviders of(
            Map<String, List<ProviderConfig>> entries, ProviderTemplates templates) {
        Map<String, Map<String, Provider>> all = new HashMap<>();
        entries.forEach((workspace, list) -> {
            Map<String, Provider> named = new TreeMap<>();
            list.forEach(entry ->
                    named.put(
                            entry.name(), ProviderAssembly.of(workspace, templates.whole(entry))));
            all.put(workspace, named);
        });
        return new DeclaredProviders(Map.copyOf(all));
    }

    @Override
    public Optional<Provider> find(String workspace, String name) {
        return Optional.ofNullable(byWorkspace.getOrDefault(workspace, Map.of()).get(name));
    }

    @Override
    public List<Provider> of(String workspace) {
        return List.copyOf(byWorkspace.getOrDefault(workspace, Map.of()).values());
    }
}
