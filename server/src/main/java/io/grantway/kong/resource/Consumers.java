package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Kong's consumers. One that has no name of its own goes by its id.
final class Consumers implements Mapping {
    private static final Schema SCHEMA =
            Schema.of(
                            Field.of("username", Type.text(255, printable())),
                            Field.of("custom_id", Type.text(255, printable())))
                    .checked((kong, faults) -> {
                        if (!Schema.isSet(kong, "username") && !Schema.isSet(kong, "custom_id")) {
                            Schema.broken(
                                    faults,
                                    "at least one of these fields must be non-empty: 'custom_id',"
                                            + " 'username'");
                        }
                    });

    static final Kind KIND =
            Kind.of(
                    EntityKind.CONSUMER,
                    "consumers",
                    List.of("username", "custom_id"),
                    SCHEMA,
                    new Consumers());

    private Consumers() {}

    /// Both go upstream in header fields: a line break would add fields of the writer's choice.
    private static Rule printable() {
        return Rule.matching("\\P{Cntrl}+", _ -> "control characters are not allowed");
    }

    @Override
    public Set<String> fields() {
        return Set.of("username", "custom_id");
    }

    @Override
    public ObjectNode read(Entity entity) {
        ObjectNode kong = Json.object();
        entity.text("username")
                .filter(name -> !name.equals(entity.id().toString()))
                .ifPresent(name -> kong.put("username", name));
        Rename.copy(entity.settings(), "customId", kong, "custom_id");
        return kong;
    }

    @Override
    public void write(Change change) {
        ObjectNode kong = change.kong();
        change.settings()
                .put(
                        "username",
                        Schema.isSet(kong, "username")
                                ? kong.path("username").asString()
                                : change.id().toString());
        Rename.copy(kong, "custom_id", change.settings(), "customId");
    }
}
