package io.grantway.boot.registry;

import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Who names whom among security definitions, connections, channels and the upstreams of APIs.
final class OutgoingReferences {
    private final Entities entities;

    OutgoingReferences(Entities entities) {
        this.entities = entities;
    }

    /// What an entity names that there is not.
    List<String> missing(Entity entity) {
        EntityKind kind = named(entity.kind()).orElse(null);
        if (kind == null) {
            return List.of();
        }
        return names(entity)
                .filter(name ->
                        entities.find(kind, entity.workspace(), "name", name.text()).isEmpty())
                .map(name ->
                        name.key()
                                + ": there is no "
                                + kind.words()
                                + " \""
                                + name.text()
                                + "\" in this workspace")
                .toList();
    }

    /// Who would miss an entity that goes, or is called otherwise.
    List<String> missing(Entity old, String name) {
        return users(old.kind()).stream()
                .flatMap(kind -> entities.of(kind, old.workspace()).stream())
                .filter(user -> names(user).anyMatch(each -> each.text().equals(name)))
                .map(user ->
                        "name: the "
                                + user.kind().words()
                                + " \""
                                + user.text("name").orElse("")
                                + "\" names \""
                                + name
                                + "\": change that first")
                .toList();
    }

    private record Name(String key, String text) {}

    /// What entities of a kind name.
    private static Optional<EntityKind> named(EntityKind kind) {
        return switch (kind) {
            case CONNECTION, CHANNEL -> Optional.of(EntityKind.SECURITY_DEFINITION);
            case API -> Optional.of(EntityKind.CONNECTION);
            case WORKSPACE,
                    ROUTE,
                    POLICY,
                    CONSUMER,
                    APPLICATION,
                    CREDENTIAL,
                    CERTIFICATE,
                    SUBSCRIPTION,
                    PLAN,
                    SECURITY_DEFINITION,
                    KEY,
                    PASSWORD,
                    JWT,
                    GROUP ->
                    Optional.empty();
        };
    }

    private static List<EntityKind> users(EntityKind kind) {
        return Stream.of(EntityKind.values())
                .filter(user -> named(user).equals(Optional.of(kind)))
                .toList();
    }

    private static Stream<Name> names(Entity user) {
        if (user.kind() == EntityKind.API) {
            JsonNode upstream = user.settings().path("upstream");
            return texts("upstream.connection", upstream.path("connection"));
        }
        // One key says what it is (`rest`, `fhir`, …) and holds the rest.
        return user.settings().properties().stream()
                .flatMap(each ->
                        texts(each.getKey() + ".security", each.getValue().path("security")));
    }

    private static Stream<Name> texts(String key, JsonNode node) {
        Stream<JsonNode> all = node.isArray() ? node.valueStream() : Stream.of(node);
        return all.filter(JsonNode::isString).map(text -> new Name(key, text.asString()));
    }
}
