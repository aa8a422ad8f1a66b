package io.grantway.gateway.policy;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.Ids;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The consumer that a call without a good credential counts as, where the settings name one.
final class Anonymous {
    private final String workspace;
    private final String name;
    private final Optional<UUID> id;

    /// @param configured name or id; null for none
    Anonymous(String workspace, @Nullable String configured) {
        this.workspace = workspace;
        name = configured == null ? "" : configured;
        id = Ids.parse(name);
    }

    boolean allowed() {
        return !name.isEmpty();
    }

    String name() {
        return name;
    }

    Optional<Consumer> consumer(Catalog catalog) {
        return id.flatMap(catalog::consumer)
                .filter(consumer -> consumer.workspace().equals(workspace))
                .or(() -> catalog.consumer(workspace, name));
    }
}
