package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The way between Kong's fields of an entity and its settings.
interface Mapping {
    /// A change on its way into the settings.
    ///
    /// @param kong the whole entity as Kong would have it; a secret that stays is null in it
    /// @param settings those from before, to be changed: what Kong has no field for stays
    /// @param shown takes what only this answer shows: secrets as they were given or made
    record Change(UUID id, ObjectNode kong, ObjectNode settings, ObjectNode shown, Fresh fresh) {}

    /// Kong's fields that are settings; what is not goes into the extras.
    Set<String> fields();

    /// Those fields of an entity that have a value; secrets not.
    ObjectNode read(Entity entity);

    void write(Change change);
}
