package io.grantway.boot.registry;

import io.grantway.admin.AuditEntry;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.config.SecretMask;
import io.grantway.http.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One entity that a change makes, changes or takes away, without its secrets.
///
/// @param name what it is known by
/// @param before absent for one that is made
/// @param after absent for one that goes
record Difference(
        EntityKind kind,
        UUID id,
        String workspace,
        String name,
        Optional<ObjectNode> before,
        Optional<ObjectNode> after,
        boolean secretsChanged) {

    /// Everything in which two states differ, APIs first.
    static List<Difference> between(Entities before, Entities after, SecretMask mask) {
        Set<UUID> ids = new TreeSet<>();
        Stream.concat(before.all(), after.all()).map(Entity::id).forEach(ids::add);
        return of(before, after, ids.stream(), mask);
    }

    /// The differences of some entities.
    static List<Difference> of(Entities before, Entities after, Stream<UUID> ids, SecretMask mask) {
        return ids.flatMap(id -> of(before.find(id), after.find(id), mask).stream())
                .sorted(
                        Comparator.comparing(Difference::workspace)
                                .thenComparing(Difference::kind)
                                .thenComparing(Difference::name))
                .toList();
    }

    private static Optional<Difference> of(
            Optional<Entity> before, Optional<Entity> after, SecretMask mask) {
        Optional<ObjectNode> old = before.map(entity -> shown(entity, entity.settings()));
        Optional<ObjectNode> now = after.map(entity -> shown(entity, entity.settings()));
        if (old.equals(now)) {
            return Optional.empty();
        }
        Entity one = after.or(() -> before).orElseThrow();
        Optional<ObjectNode> oldMasked = before.map(entity -> masked(entity, mask));
        Optional<ObjectNode> nowMasked = after.map(entity -> masked(entity, mask));
        boolean secrets =
                before.isPresent()
                        && after.isPresent()
                        && hasOtherSecrets(before.get(), after.get(), mask);
        String name = Form.knownBy(one.kind(), masked(one, mask));
        return Optional.of(
                new Difference(
                        one.kind(),
                        one.id(),
                        one.workspace(),
                        name,
                        oldMasked,
                        nowMasked,
                        secrets));
    }

    /// Whether a secret of the one is not that of the other.
    private static boolean hasOtherSecrets(Entity before, Entity after, SecretMask mask) {
        ObjectNode masked = Form.masked(after.kind(), after.settings(), mask);
        return !SecretMask.unmasked(masked, before.settings()).equals(after.settings());
    }

    private static ObjectNode masked(Entity entity, SecretMask mask) {
        return shown(entity, Form.masked(entity.kind(), entity.settings(), mask));
    }

    private static ObjectNode shown(Entity entity, ObjectNode settings) {
        ObjectNode shown = settings.deepCopy();
        if (!entity.enabled()) {
            shown.put("enabled", false);
        }
        if (!entity.tags().isEmpty()) {
            entity.tags().forEach(shown.putArray("tags")::add);
        }
        return shown;
    }

    AuditEntry.Action action() {
        if (before.isEmpty()) {
            return AuditEntry.Action.CREATE;
        }
        return after.isEmpty() ? AuditEntry.Action.DELETE : AuditEntry.Action.UPDATE;
    }

    /// As the admin API shows it.
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("action", action().toString());
        json.put("kind", kind.toString());
        json.put("workspace", workspace);
        json.put("name", name);
        ArrayNode changes = json.putArray("changes");
        if (before.isPresent() && after.isPresent()) {
            compare("", before.get(), after.get(), changes);
        }
        json.put("secrets_changed", secretsChanged);
        return json;
    }

    /// Adds each key in which two trees differ.
    static void compare(String path, JsonNode before, JsonNode after, ArrayNode changes) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> keys = new TreeSet<>(before.propertyNames());
            keys.addAll(after.propertyNames());
            for (String key : keys) {
                String longer = path.isEmpty() ? key : path + "." + key;
                compare(longer, before.path(key), after.path(key), changes);
            }
            return;
        }
        ObjectNode change = changes.addObject().put("key", path);
        change.set("before", before.isMissingNode() ? null : before);
        change.set("after", after.isMissingNode() ? null : after);
    }
}
