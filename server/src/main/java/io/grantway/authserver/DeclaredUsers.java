package io.grantway.authserver;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// The users of the configuration file, by workspace and name. Immutable: a reload makes a new one.
public final class DeclaredUsers {
    private final Map<String, SequencedMap<String, UserConfig>> byWorkspace;

    private DeclaredUsers(Map<String, SequencedMap<String, UserConfig>> byWorkspace) {
        this.byWorkspace = byWorkspace;
    }

    /// @param users of every workspace that there is, by its name; none for most
    public static DeclaredUsers of(Map<String, List<UserConfig>> users) {
        Map<String, SequencedMap<String, UserConfig>> byWorkspace = new LinkedHashMap<>();
        users.forEach((workspace, declared) -> {
            SequencedMap<String, UserConfig> byName = new TreeMap<>();
            declared.forEach(user -> byName.put(user.username(), user));
            byWorkspace.put(workspace, byName);
        });
        return new DeclaredUsers(Map.copyOf(byWorkspace));
    }

    public Set<String> workspaces() {
        return byWorkspace.keySet();
    }

    public Optional<UserConfig> find(String workspace, String username) {
        SequencedMap<String, UserConfig> byName = byWorkspace.get(workspace);
        return byName == null ? Optional.empty() : Optional.ofNullable(byName.get(username));
    }

    /// Those of one workspace, in the order of their names.
    public Collection<UserConfig> in(String workspace) {
        SequencedMap<String, UserConfig> byName = byWorkspace.get(workspace);
        return byName == null ? List.of() : List.copyOf(byName.values());
    }
}
