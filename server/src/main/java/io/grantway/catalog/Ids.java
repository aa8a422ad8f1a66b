package io.grantway.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// Ids of entities.
public final class Ids {
    private Ids() {}

    /// The id that a text is: a UUID in its full form. Java alone would take `1-1-1-1-1` too.
    public static Optional<UUID> parse(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /// The id of what a configuration file declares: the same workspace, kind and name always give
    /// the same one, so that tokens outlive a restart and two nodes agree.
    public static UUID of(String workspace, String kind, String name) {
        return UUID.nameUUIDFromBytes(
                (workspace + '\0' + kind + '\0' + name).getBytes(StandardCharsets.UTF_8));
    }
}
