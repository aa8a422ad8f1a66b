package io.grantway.kong.resource;

import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A kind of Kong's entities as data: its fields, its names, and its way into the catalog.
///
/// @param table Kong's name of the collection, which is the top level path too
/// @param below the path below its owner
/// @param keys fields by which one can be called, the first where `PUT` makes one
/// @param schema of an entity that has these values
/// @param bothShapes whether owners are listed as `consumer_id` beside `consumer: {id}`
/// @param twin another entity that this one may not stand beside, as the key they share
record Kind(
        EntityKind entity,
        String table,
        String below,
        List<String> keys,
        Function<ObjectNode, Schema> schema,
        Mapping mapping,
        boolean bothShapes,
        Twin twin) {

    /// Looks for an entity that is the same by more than one unique setting.
    @FunctionalInterface
    interface Twin {
        Twin NONE = (_, _) -> Optional.empty();

        Optional<ObjectNode> of(Entities all, Entity entity);
    }

    private static final Field ID = Field.of("id", new Type.Id());
    static final Field CREATED = Field.of("created_at", Type.whole(0, 1L << 40));
    static final Field UPDATED = Field.of("updated_at", Type.whole(0, 1L << 40));
    static final Field TAGS =
            Field.of(
                    "tags", Type.set(Type.text(128, Rule.matching("[^,/\\p{Cntrl}]+", Kind::tag))));

    private static String tag(String tag) {
        return "invalid tag '"
                + tag
                + "': expected printable ascii (except `,` and `/`) or valid utf-8 sequences";
    }

    static Kind of(EntityKind entity, String table, List<String> keys, Schema schema, Mapping map) {
        Schema whole = common(schema);
        return new Kind(entity, table, table, keys, _ -> whole, map, false, Twin.NONE);
    }

    static Kind credential(
            EntityKind entity, String table, String below, String key, Schema schema, Mapping map) {
        Schema whole = common(schema);
        return new Kind(entity, table, below, List.of(key), _ -> whole, map, true, Twin.NONE);
    }

    Kind without(Twin other) {
        return new Kind(entity, table, below, keys, schema, mapping, bothShapes, other);
    }

    /// The fields that every entity has, and its own.
    static Schema common(Schema own) {
        Stream<Field> all =
                Stream.concat(Stream.of(ID, CREATED, UPDATED, TAGS), own.fields().stream());
        return new Schema(all.toList(), own.checks());
    }

    /// Whether Kong has something for an entity of this kind: to Kong, only consumers have
    /// credentials, and every application a client.
    boolean isKongs(Entity one) {
        if (!bothShapes || entity == EntityKind.POLICY) {
            return true;
        }
        return one.owner(EntityKind.CONSUMER).isPresent()
                && (entity != EntityKind.APPLICATION || one.text("clientId").isPresent());
    }

    /// The fields that name other entities.
    List<Field> owners(ObjectNode kong) {
        return schema.apply(kong).fields().stream()
                .filter(field -> field.type() instanceof Type.Owner)
                .toList();
    }

    /// An entity by id or by a key.
    ///
    /// @param parent below which it must be
    Optional<Entity> find(Entities all, String workspace, String text, Optional<Entity> parent) {
        Optional<Entity> found =
                Ids.parse(text)
                        .flatMap(id -> all.find(entity, workspace, id))
                        .or(() -> byKey(all, workspace, text, parent));
        return found.filter(this::isKongs)
                .filter(one -> parent.isEmpty() || isBelow(one, parent.get()));
    }

    static boolean isBelow(Entity one, Entity parent) {
        return one.owner(parent.kind()).filter(parent.id()::equals).isPresent();
    }

    private Optional<Entity> byKey(
            Entities all, String workspace, String text, Optional<Entity> parent) {
        for (String key : keys) {
            String setting = Names.setting(key);
            Optional<Entity> found =
                    entity.unique().contains(setting)
                            ? all.find(entity, workspace, setting, text)
                            : scan(candidates(all, workspace, parent), key, text);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Entity> scan(Collection<Entity> all, String key, String text) {
        return all.stream()
                .filter(one -> one.kind() == entity)
                .filter(one -> values(one).path(key).asString("").equals(text))
                .findFirst();
    }

    /// Where the key is unique below an owner only, it says nothing without the owner.
    private Collection<Entity> candidates(Entities all, String workspace, Optional<Entity> parent) {
        if (parent.isPresent()) {
            return all.ownedBy(parent.get().id());
        }
        return bothShapes && entity != EntityKind.POLICY ? List.of() : all.of(entity, workspace);
    }

    /// Every field as Kong has it, without secrets.
    ObjectNode values(Entity one) {
        ObjectNode known = mapping.read(one);
        ObjectNode kong = Json.object();
        for (Field field : schema.apply(known).fields()) {
            kong.set(field.name(), value(one, field, known));
        }
        return kong;
    }

    private JsonNode value(Entity one, Field field, ObjectNode known) {
        ObjectNode out = Json.object();
        String name = field.name();
        switch (name) {
            case "id" -> out.put(name, one.id().toString());
            case "created_at" -> out.put(name, one.createdAt().getEpochSecond());
            case "updated_at" -> out.put(name, one.updatedAt().getEpochSecond());
            case "enabled" -> out.put(name, one.enabled());
            case "tags" -> {
                if (!one.tags().isEmpty()) {
                    one.tags().forEach(out.putArray(name)::add);
                }
            }
            default -> {
                if (field.type() instanceof Type.Owner(var kind, _)) {
                    one.owner(kind).ifPresent(id -> out.putObject(name).put("id", id.toString()));
                } else if (mapping.fields().contains(name)) {
                    Rename.copy(known, name, out, name);
                } else {
                    copyKept(one, field, out);
                }
            }
        }
        @Nullable JsonNode value = out.get(name);
        return value == null ? out.putNull(name).get(name) : value;
    }

    private static void copyKept(Entity one, Field field, ObjectNode out) {
        @Nullable JsonNode value = one.extras().get(field.name());
        if (value == null) {
            value = field.fallback();
        }
        if (value != null) {
            out.set(field.name(), value);
        }
    }

    /// An entity as an answer carries it.
    ///
    /// @param shown what this answer alone shows
    ObjectNode answer(Entity one, ObjectNode shown) {
        ObjectNode kong = values(one);
        if (bothShapes) {
            for (Field field : owners(kong)) {
                JsonNode owner = kong.path(field.name()).path("id");
                kong.put(field.name() + "_id", owner.isString() ? owner.asString() : null);
            }
        }
        return Trees.merged(kong, shown);
    }

    /// What of an entity goes into the extras.
    ObjectNode extras(ObjectNode kong) {
        ObjectNode extras = Json.object();
        for (Field field : schema.apply(kong).fields()) {
            String name = field.name();
            boolean elsewhere =
                    mapping.fields().contains(name)
                            || List.of("id", "created_at", "updated_at", "enabled", "tags")
                                    .contains(name)
                            || field.type() instanceof Type.Owner
                            || field.shownOnce();
            JsonNode value = kong.path(name);
            if (!elsewhere && Schema.isSet(kong, name) && !value.equals(field.fallback())) {
                extras.set(name, value);
            }
        }
        return extras;
    }

    /// The entities that an entity names as its owners.
    Map<EntityKind, UUID> owners(Entities all, String workspace, ObjectNode kong) {
        Map<EntityKind, UUID> found = new HashMap<>();
        for (Field field : owners(kong)) {
            if (field.type() instanceof Type.Owner(var kind, var of)
                    && Schema.isSet(kong, field.name())) {
                JsonNode reference = kong.path(field.name());
                found.put(
                        kind,
                        named(all, workspace, kind, reference)
                                .orElseThrow(() -> Refused.noOwner(field.name(), reference, of)));
            }
        }
        return found;
    }

    private static Optional<UUID> named(
            Entities all, String workspace, EntityKind kind, JsonNode reference) {
        if (reference.path("id").isString()) {
            return Type.id(reference.path("id"))
                    .flatMap(id -> all.find(kind, workspace, id))
                    .map(Entity::id);
        }
        String key = kind == EntityKind.CONSUMER ? "username" : "name";
        return all.find(kind, workspace, key, reference.path(key).asString("")).map(Entity::id);
    }
}
