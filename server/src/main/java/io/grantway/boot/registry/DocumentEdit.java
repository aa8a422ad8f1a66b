package io.grantway.boot.registry;

import io.grantway.boot.registry.Form.Branch;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.config.SecretMask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes a draft's entities what a document says. What the document names again keeps its id.
final class DocumentEdit {
    private final Draft draft;
    private final Supplier<UUID> newIds;
    private final Instant now;

    DocumentEdit(Draft draft, Supplier<UUID> newIds, Instant now) {
        this.draft = draft;
        this.newIds = newIds;
        this.now = now;
    }

    /// @param before what the document replaces; empty for a new one
    /// @param document without the keys that cannot be set; a mask in it means the secret before
    Entity put(EntityKind kind, String workspace, Optional<Entity> before, ObjectNode document) {
        List<String> tags =
                document.has("tags")
                        ? document.path("tags").valueStream().map(JsonNode::asString).toList()
                        : before.map(Entity::tags).orElse(List.of());
        boolean enabled =
                document.path("enabled").asBoolean(before.map(Entity::enabled).orElse(true));
        ObjectNode settings = document.deepCopy();
        settings.remove(List.of("tags", "enabled"));
        Map<EntityKind, UUID> owners = before.map(Entity::owners).orElse(Map.of());
        return put(new Part(kind, workspace, owners, settings, -1), before, tags, enabled);
    }

    private record Part(
            EntityKind kind,
            String workspace,
            Map<EntityKind, UUID> owners,
            ObjectNode document,
            int position) {}

    private Entity put(Part part, Optional<Entity> before, List<String> tags, boolean enabled) {
        ObjectNode settings = part.document().deepCopy();
        Form.branches(part.kind()).forEach(branch -> settings.remove(branch.key()));
        ObjectNode filled =
                before.map(old -> (ObjectNode) SecretMask.unmasked(settings, old.settings()))
                        .orElse(settings);
        ObjectNode extras =
                before.map(old -> old.extras().deepCopy())
                        .orElseGet(JsonNodeFactory.instance::objectNode);
        if (part.position() >= 0) {
            extras.put(Documents.POSITION, part.position());
        }
        Entity base =
                before.orElseGet(() ->
                        Entity.made(newIds.get(), part.kind(), part.workspace(), filled, now));
        Entity entity = base.with(part.owners(), filled, tags, enabled, extras, now);
        draft.put(before.filter(old -> isSame(old, entity)).orElse(entity));
        for (Branch branch : Form.branches(part.kind())) {
            branch(entity, branch, part.document().path(branch.key()));
        }
        return entity;
    }

    private static boolean isSame(Entity old, Entity entity) {
        return old.settings().equals(entity.settings())
                && old.tags().equals(entity.tags())
                && old.enabled() == entity.enabled()
                && old.owners().equals(entity.owners())
                && old.extras().equals(entity.extras());
    }

    private void branch(Entity owner, Branch branch, JsonNode list) {
        ArrayNode items = list.isArray() ? (ArrayNode) list : JsonNodeFactory.instance.arrayNode();
        if (!list.isArray() && !list.isMissingNode()) {
            items = JsonNodeFactory.instance.arrayNode().add(list);
        }
        List<Entity> old = new ArrayList<>(new Documents(draft.entities()).children(owner, branch));
        List<Optional<Entity>> matched = new ArrayList<>();
        for (JsonNode item : items) {
            matched.add(take(old, branch.kind(), Form.full(branch.kind(), item)));
        }
        // First, so that what they were known by is free again.
        old.forEach(gone -> draft.remove(gone.id()));
        for (int i = 0; i < items.size(); i++) {
            ObjectNode document = Form.full(branch.kind(), items.get(i));
            Map<EntityKind, UUID> owners = Map.of(owner.kind(), owner.id());
            Optional<Entity> before = matched.get(i);
            Part part = new Part(branch.kind(), owner.workspace(), owners, document, i);
            put(part, before, before.map(Entity::tags).orElse(List.of()), true);
        }
    }

    /// Takes the one that a document is about out of those there were: the one known by the same,
    /// or for a masked key the first.
    private static Optional<Entity> take(List<Entity> old, EntityKind kind, ObjectNode document) {
        String name = Form.knownBy(kind, document);
        for (Iterator<Entity> each = old.iterator(); each.hasNext(); ) {
            Entity candidate = each.next();
            if (name.equals(SecretMask.MASK)
                    || name.equals(Form.knownBy(kind, candidate.settings()))) {
                each.remove();
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
