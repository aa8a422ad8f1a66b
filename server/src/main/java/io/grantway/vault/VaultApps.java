package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The apps in force, of all workspaces. Immutable.
public final class VaultApps {
    /// Shorter keys could be guessed: such an app cannot call.
    public static final int SHORTEST_KEY = 16;

    public static final VaultApps NONE = new VaultApps(List.of());

    private final List<VaultApp> all;
    private final Map<TokenHash, VaultApp> byKey;

    private VaultApps(List<VaultApp> all) {
        this.all = List.copyOf(all);
        this.byKey = byKey(all);
    }

    /// @param workspaces the vault of each
    public static VaultApps of(Map<String, VaultConfig> workspaces) {
        List<VaultApp> apps = new ArrayList<>();
        workspaces.forEach((workspace, vault) ->
                vault.apps().forEach(app -> apps.add(new VaultApp(workspace, app))));
        return new VaultApps(apps);
    }

    private static Map<TokenHash, VaultApp> byKey(List<VaultApp> apps) {
        Map<TokenHash, VaultApp> found = new HashMap<>();
        Set<TokenHash> shared = new HashSet<>();
        for (VaultApp app : apps) {
            Secret key = app.config().key();
            if (key == null || key.expose(String::length) < SHORTEST_KEY) {
                continue;
            }
            TokenHash hash = key.expose(TokenHash::of);
            if (found.put(hash, app) != null) {
                shared.add(hash);
            }
        }
        // One app's key must never open another's accounts: a key of two opens neither.
        shared.forEach(found::remove);
        return Map.copyOf(found);
    }

    public List<VaultApp> all() {
        return all;
    }

    public Optional<VaultApp> find(String workspace, String name) {
        return all.stream()
                .filter(app -> app.workspace().equals(workspace) && app.name().equals(name))
                .findFirst();
    }

    /// Found by the hash of what was sent, so that the time it takes says nothing of the keys.
    Optional<VaultApp> byKey(String sent) {
        return Optional.ofNullable(byKey.get(TokenHash.of(sent)));
    }
}
