package io.grantway.gateway.policy;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ProtectedApi;
import java.util.Optional;
import java.util.UUID;

/// The consumer that a call without a good token counts as, where the settings name one.
final class Anonymous {
    private final String workspace;
    private final String name;
    private final Optional<UUID> id;

    Anonymous(ProtectedApi api) {
        workspace = api.workspace();
        String configured = api.settings().anonymous();
        name = configured == null ? "" : configured;
        id = uuid(name);
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

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
