package io.grantway.kong.resource;

import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.catalog.Registry;
import io.grantway.catalog.WorkspaceName;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `/workspaces`. The workspace `default` is always there, and is no entity unless someone
/// describes it.
final class Workspaces {
    private static final Schema SCHEMA =
            Schema.of(
                    Field.of(
                                    "name",
                                    Type.text(
                                            64,
                                            Rule.that(
                                                    name -> WorkspaceName.mistake(name).isEmpty(),
                                                    name ->
                                                            WorkspaceName.mistake(name)
                                                                    .orElse(""))))
                            .must(),
                    Field.text("comment").onlyKept());
    static final Kind KIND =
            Kind.of(EntityKind.WORKSPACE, "workspaces", List.of("name"), SCHEMA, Rename.of("name"));

    private final Registry registry;
    private final Fresh fresh;
    private final EntityWriter writer;

    Workspaces(Registry registry, Fresh fresh) {
        this.registry = registry;
        this.fresh = fresh;
        this.writer = new EntityWriter(fresh);
    }

    Handler list() {
        return Resource.guarded(request -> {
            Entities all = registry.entities();
            List<Entity> workspaces =
                    all.workspaces().stream()
                            .map(name -> find(all, name).orElseGet(() -> implied(name)))
                            .sorted((a, b) -> a.id().compareTo(b.id()))
                            .toList();
            return Resource.json(
                    200, Pages.of(request).answer(request, workspaces, Workspaces::shape));
        });
    }

    Handler get() {
        return Resource.guarded(
                request -> Resource.json(200, shape(called(registry.entities(), request))));
    }

    Handler create() {
        return Resource.guarded(request -> {
            ObjectNode input = Inputs.read(request, KIND);
            Entity made = registry.change(draft -> create(draft, input));
            return Resource.json(201, shape(made));
        });
    }

    private Entity create(Draft draft, ObjectNode input) {
        ObjectNode checked = EntityWriter.checked(KIND, EntityWriter.normal(KIND, input));
        String name = checked.path("name").asString();
        if (draft.entities().workspaces().contains(name)) {
            throw Refused.taken(Json.object().put("name", name));
        }
        return writer.create(draft, KIND, name, input).entity();
    }

    Handler put() {
        return Resource.guarded(request -> {
            ObjectNode input = Inputs.read(request, KIND);
            String name = request.variable("id");
            if (Ids.parse(name).isEmpty() && !Schema.isSet(input, "name")) {
                input.put("name", name);
            }
            Entity made =
                    registry.change(draft ->
                            find(draft.entities(), name)
                                    .map(before -> change(draft, before, input))
                                    .orElseGet(() -> create(draft, input)));
            return Resource.json(200, shape(made));
        });
    }

    Handler patch() {
        return Resource.guarded(request -> {
            ObjectNode input = Inputs.read(request, KIND);
            Entity changed =
                    registry.change(
                            draft -> change(draft, called(draft.entities(), request), input));
            return Resource.json(200, shape(changed));
        });
    }

    /// A name is part of every address and of every entity: it stays.
    private Entity change(Draft draft, Entity before, ObjectNode input) {
        if (Schema.isSet(input, "name")
                && !input.path("name").asString("").equals(before.workspace())) {
            throw Refused.schema("name", "immutable field cannot be updated");
        }
        return writer.patch(draft, KIND, before, input).entity();
    }

    Handler delete() {
        return Resource.guarded(request -> {
            registry.change(draft -> {
                Optional<Entity> found =
                        find(draft.entities(), request.variable("id"))
                                .filter(one -> !one.workspace().equals(Resource.DEFAULT));
                if (request.variable("id").equals(Resource.DEFAULT)) {
                    throw Refused.plain(400, "Cannot delete default workspace");
                }
                found.ifPresent(one -> {
                    if (!draft.entities().isEmpty(one.workspace())) {
                        throw Refused.plain(400, "Workspace is not empty");
                    }
                    draft.remove(one.id());
                });
                return found;
            });
            return Response.empty(204);
        });
    }

    private Entity called(Entities all, Request request) {
        String called = request.variable("id");
        return find(all, called)
                .or(() ->
                        called.equals(Resource.DEFAULT)
                                ? Optional.of(implied(called))
                                : Optional.empty())
                .orElseThrow(Refused::notFound);
    }

    private static Optional<Entity> find(Entities all, String called) {
        return Ids.parse(called)
                .flatMap(all::find)
                .filter(one -> one.kind() == EntityKind.WORKSPACE)
                .or(() -> all.find(EntityKind.WORKSPACE, called, "name", called));
    }

    private Entity implied(String name) {
        return Entity.made(
                Ids.of(name, "workspace", name),
                EntityKind.WORKSPACE,
                name,
                Json.object().put("name", name),
                fresh.now());
    }

    private static ObjectNode shape(Entity workspace) {
        return KIND.answer(workspace, Json.object());
    }
}
