package io.grantway.boot.registry;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The ids of a record and of what is in its lists, in the shape of the record.
///
/// @param branches by the key of the list, in the list's order
public record IdTree(UUID id, Map<String, List<IdTree>> branches) {
    public IdTree {
        branches = Map.copyOf(branches);
    }

    /// The ids of what is in a list.
    public List<IdTree> of(String key) {
        return branches.getOrDefault(key, List.of());
    }
}
