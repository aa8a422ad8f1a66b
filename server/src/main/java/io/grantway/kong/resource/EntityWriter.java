package io.grantway.kong.resource;

import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what Kong's clients send into the catalog, checked as Kong checks it.
final class EntityWriter {
    private final Fresh fresh;

    EntityWriter(Fresh fresh) {
        this.fresh = fresh;
    }

    /// @param shown what the answer to this change shows and no other does
    /// @param outcome what became of it
    record Written(Entity entity, ObjectNode shown, Outcome outcome) {}

    /// What a change came to.
    enum Outcome {
        CREATED,
        CHANGED,
        SAME
    }

    /// Makes an entity.
    ///
    /// @throws Refused with everything that is wrong with it
    Written create(Draft draft, Kind kind, String workspace, ObjectNode input) {
        ObjectNode kong = normal(kind, input);
        UUID id = Type.id(kong.path("id")).orElseGet(fresh::id);
        if (draft.entities().find(id).isPresent()) {
            throw Refused.taken(Json.object().put("id", id.toString()));
        }
        Entity blank = Entity.made(id, kind.entity(), workspace, Json.object(), fresh.now());
        return write(draft, kind, blank, kong, Outcome.CREATED);
    }

    /// Puts an entity in the place of one, which keeps its secrets where none are given.
    Written replace(Draft draft, Kind kind, Entity before, ObjectNode input) {
        ObjectNode kong = normal(kind, input);
        sameId(before, kong);
        return write(draft, kind, before, kong, Outcome.CHANGED);
    }

    /// Changes some fields of an entity.
    Written patch(Draft draft, Kind kind, Entity before, ObjectNode input) {
        ObjectNode patch = normal(kind, input);
        sameId(before, patch);
        if (kind.entity() == EntityKind.APPLICATION
                && patch.has("client_secret") != patch.has("hash_secret")) {
            ObjectNode faults = Json.object();
            Schema.broken(
                    faults,
                    "all or none of these fields must be set: 'hash_secret', 'client_secret'");
            throw Refused.schema(faults);
        }
        ObjectNode values = kind.values(before);
        Schema schema = kind.schema().apply(values);
        return write(draft, kind, before, Trees.patched(schema, values, patch), Outcome.CHANGED);
    }

    private static void sameId(Entity before, ObjectNode kong) {
        JsonNode id = kong.path("id");
        if (Schema.isSet(kong, "id") && !id.asString("").equals(before.id().toString())) {
            throw Refused.schema("id", "immutable field cannot be updated");
        }
    }

    private Written write(Draft draft, Kind kind, Entity before, ObjectNode given, Outcome doing) {
        ObjectNode kong = checked(kind, given);
        Map<EntityKind, UUID> owners = kind.owners(draft.entities(), before.workspace(), kong);
        ObjectNode settings = before.settings().deepCopy();
        ObjectNode shown = Json.object();
        kind.mapping().write(new Mapping.Change(before.id(), kong, settings, shown, fresh));
        ObjectNode extras = kind.extras(kong);
        if (kind.entity() == EntityKind.POLICY && !Plugins.kept(kong).isEmpty()) {
            extras.set("config", Plugins.kept(kong));
        }
        Entity after =
                before.with(
                        owners,
                        settings,
                        tags(kong),
                        kong.path("enabled").asBoolean(true),
                        extras,
                        fresh.now());
        kind.twin()
                .of(draft.entities(), after)
                .ifPresent(key -> {
                    throw Refused.taken(key);
                });
        if (doing == Outcome.CHANGED && isSame(before, after)) {
            return new Written(before, shown, Outcome.SAME);
        }
        try {
            return new Written(draft.put(after), shown, doing);
        } catch (ChangeRefused refused) {
            throw Refused.of(refused);
        }
    }

    private static boolean isSame(Entity before, Entity after) {
        return before.owners().equals(after.owners())
                && before.settings().equals(after.settings())
                && before.tags().equals(after.tags())
                && before.enabled() == after.enabled()
                && before.extras().equals(after.extras());
    }

    /// An entity with Kong's defaults, if there is nothing wrong with it in itself.
    static ObjectNode checked(Kind kind, ObjectNode given) {
        Schema schema = kind.schema().apply(given);
        ObjectNode kong = schema.complete(given);
        schema.faults(kong)
                .ifPresent(faults -> {
                    throw Refused.schema((ObjectNode) faults);
                });
        return kong;
    }

    private static List<String> tags(ObjectNode kong) {
        List<String> tags = new ArrayList<>();
        kong.path("tags").valueStream().map(JsonNode::asString).distinct().forEach(tags::add);
        return tags;
    }

    /// Both ways of naming an owner, and a service's `url`, made one.
    static ObjectNode normal(Kind kind, ObjectNode input) {
        ObjectNode kong =
                kind.entity() == EntityKind.API
                        ? Services.unfolded(input).deepCopy()
                        : input.deepCopy();
        for (Field owner : kind.owners(kong)) {
            String flat = owner.name() + "_id";
            @Nullable JsonNode id = kong.remove(flat);
            if (id != null && !id.isNull() && !Schema.isSet(kong, owner.name())) {
                kong.putObject(owner.name()).set("id", id);
            }
        }
        return kong;
    }
}
