package io.grantway.catalog;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Ids of objects that a configuration file declares: the same workspace, kind and name always give
/// the same id, so that tokens outlive a restart and two nodes agree.
public final class Ids {
    private Ids() {}

    public static UUID of(String workspace, String kind, String name) {
        return UUID.nameUUIDFromBytes(
                (workspace + '\0' + kind + '\0' + name).getBytes(StandardCharsets.UTF_8));
    }
}
