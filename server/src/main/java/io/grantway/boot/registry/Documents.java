package io.grantway.boot.registry;

import io.grantway.boot.registry.Form.Branch;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.gateway.PolicyKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts an entity and what it owns together to the document that a configuration file would hold.
final class Documents {
    /// The key of [Entity#extras] under which stands where in its list an entity was written.
    static final String POSITION = "position";

    private static final Comparator<Entity> ORDER =
            Comparator.comparingInt(Documents::position)
                    .thenComparingInt(Documents::usualOrder)
                    .thenComparing(Entity::createdAt)
                    .thenComparing(Entity::id);

    private final Entities entities;

    Documents(Entities entities) {
        this.entities = entities;
    }

    /// A document and the ids of what is in it.
    record Joined(ObjectNode document, IdTree ids) {}

    /// The document of an entity. Of a declared one: its name, with what was added to it.
    Joined join(Entity entity) {
        return entity.declaredAt().isPresent()
                ? join(entity, name(entity), child -> child.declaredAt().isEmpty())
                : join(entity, entity.settings().deepCopy(), _ -> true);
    }

    /// The document of an entity, made or declared, with all that has an effect.
    ObjectNode whole(Entity entity) {
        return join(entity, entity.settings().deepCopy(), _ -> true).document();
    }

    private Joined join(Entity entity, ObjectNode document, Predicate<Entity> which) {
        Map<String, List<IdTree>> branches = new HashMap<>();
        for (Branch branch : Form.branches(entity.kind())) {
            List<IdTree> ids = new ArrayList<>();
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Entity child : children(entity, branch)) {
                boolean whole = which.test(child);
                if (!whole && !takesMore(child, which)) {
                    continue;
                }
                Joined joined =
                        join(child, whole ? child.settings().deepCopy() : name(child), which);
                array.add(joined.document());
                ids.add(joined.ids());
            }
            branches.put(branch.key(), ids);
            if (!array.isEmpty()) {
                document.set(branch.key(), array);
            }
        }
        return new Joined(document, new IdTree(entity.id(), branches));
    }

    /// Whether there is something below that was added to it.
    private boolean takesMore(Entity entity, Predicate<Entity> which) {
        return Form.branches(entity.kind()).stream()
                .flatMap(branch -> children(entity, branch).stream())
                .anyMatch(which);
    }

    private static ObjectNode name(Entity entity) {
        ObjectNode name = JsonNodeFactory.instance.objectNode();
        String key =
                entity.kind() == EntityKind.APPLICATION
                        ? "name"
                        : entity.kind().unique().getFirst();
        return name.put(key, entity.text(key).orElse(""));
    }

    /// In the order in which a file would say them.
    static List<Entity> sorted(Collection<Entity> entities) {
        return entities.stream().sorted(ORDER).toList();
    }

    /// What stands in a list of an entity's document, in order.
    List<Entity> children(Entity entity, Branch branch) {
        return entities.ownedBy(entity.id()).stream()
                .filter(child -> child.kind() == branch.kind())
                .filter(child -> child.owners().size() == 1)
                .filter(Entity::enabled)
                .sorted(ORDER)
                .toList();
    }

    /// The entity in whose document another stands; empty where it stands in none.
    Optional<Entity> root(Entity entity) {
        if (Form.isRoot(entity.kind())) {
            return Optional.of(entity);
        }
        if (entity.owners().size() != 1) {
            return Optional.empty();
        }
        return entities.find(entity.owners().values().iterator().next()).flatMap(this::root);
    }

    private static int position(Entity entity) {
        return entity.extras().path(POSITION).asInt(Integer.MAX_VALUE);
    }

    private static int usualOrder(Entity entity) {
        return entity.kind() == EntityKind.POLICY
                ? PolicyKind.usualOrder(Form.knownBy(EntityKind.POLICY, entity.settings()))
                : 0;
    }
}
