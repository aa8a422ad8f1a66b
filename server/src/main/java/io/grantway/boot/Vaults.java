package io.grantway.boot;

import io.grantway.config.Mistakes;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.mapping.Interfaces;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the vault goes by in one state of the configuration.
///
/// @param byWorkspace the settings of those that have a vault
/// @param apps that may call, of all workspaces
/// @param interfaces of each workspace
record Vaults(
        Map<String, VaultConfig> byWorkspace, VaultApps apps, Map<String, Interfaces> interfaces) {
    /// What is wrong in its interfaces was said before it came into force.
    static Vaults of(Configuration configuration) {
        Map<String, VaultConfig> byWorkspace = new HashMap<>();
        Map<String, Interfaces> interfaces = new HashMap<>();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            VaultConfig vault = workspace.vault();
            if (vault != null) {
                byWorkspace.put(workspace.name(), vault);
            }
            Interfaces read = Interfaces.read(workspace.interfaces(), Set.of(), new Mistakes());
            interfaces.put(workspace.name(), read);
        }
        return new Vaults(
                Map.copyOf(byWorkspace), VaultApps.of(byWorkspace), Map.copyOf(interfaces));
    }

    boolean isEmpty() {
        return byWorkspace.isEmpty();
    }

    Optional<VaultConfig> find(String workspace) {
        return Optional.ofNullable(byWorkspace.get(workspace));
    }

    Interfaces interfaces(String workspace) {
        return interfaces.getOrDefault(workspace, Interfaces.NONE);
    }
}
