package io.grantway.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One object of the catalog: declared in the configuration, or made over the admin API.
///
/// Never change the trees of an entity: make another with [#with].
///
/// @param owners the entities without which this one is nothing: it goes when one of them goes
/// @param settings as a configuration file writes them, without what is an entity of its own (an
///   API's routes and policies, a consumer's applications); may hold secrets
/// @param enabled whether it has any effect
/// @param extras what Kong's admin API knows of it and Grantway has no use for, to give it back
/// @param declaredAt where the configuration declares it; empty for one made over the admin API
public record Entity(
        UUID id,
        EntityKind kind,
        String workspace,
        Map<EntityKind, UUID> owners,
        ObjectNode settings,
        List<String> tags,
        boolean enabled,
        ObjectNode extras,
        Instant createdAt,
        Instant updatedAt,
        Optional<String> declaredAt) {
    public Entity {
        owners = Map.copyOf(owners);
        tags = List.copyOf(tags);
    }

    /// A new one that is made over the admin API, with no owners, tags or extras yet.
    public static Entity made(
            UUID id, EntityKind kind, String workspace, ObjectNode settings, Instant now) {
        return new Entity(
                id,
                kind,
                workspace,
                Map.of(),
                settings,
                List.of(),
                true,
                JsonNodeFactory.instance.objectNode(),
                now,
                now,
                Optional.empty());
    }

    /// A setting that is a text.
    public Optional<String> text(String setting) {
        return Optional.ofNullable(settings.get(setting))
                .filter(node -> node.isValueNode() && !node.isNull())
                .map(node -> node.asString());
    }

    /// The owner of a kind.
    public Optional<UUID> owner(EntityKind ownerKind) {
        return Optional.ofNullable(owners.get(ownerKind));
    }

    /// The same entity, changed.
    public Entity with(
            Map<EntityKind, UUID> newOwners,
            ObjectNode newSettings,
            List<String> newTags,
            boolean nowEnabled,
            ObjectNode newExtras,
            Instant now) {
        return new Entity(
                id,
                kind,
                workspace,
                newOwners,
                newSettings,
                newTags,
                nowEnabled,
                newExtras,
                createdAt,
                now,
                declaredAt);
    }

    /// Without the settings, which may hold secrets.
    @Override
    public String toString() {
        return kind + " " + id + " of " + workspace;
    }
}
