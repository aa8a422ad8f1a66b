package io.grantway.boot.registry;

import io.grantway.admin.Administrator;
import io.grantway.admin.Role;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Registry;
import io.grantway.catalog.WorkspaceName;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/api/v1/workspaces`: an administrator sees those they have a role for.
final class WorkspaceResources {
    private final Registry registry;
    private final Predicate<String> hasUsers;
    private final Supplier<UUID> newIds;
    private final InstantSource clock;

    /// @param hasUsers whether a workspace has end users
    WorkspaceResources(
            Registry registry,
            Predicate<String> hasUsers,
            Supplier<UUID> newIds,
            InstantSource clock) {
        this.registry = registry;
        this.hasUsers = hasUsers;
        this.newIds = newIds;
        this.clock = clock;
    }

    Response list(Request request) {
        Entities entities = registry.entities();
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        entities.workspaces().stream()
                .filter(name -> Administrator.current().may(Role.VIEWER, name))
                .forEach(name -> data.add(shown(entities, name)));
        json.putNull("next");
        return Response.json(200, Json.write(json));
    }

    Response show(Request request) {
        Entities entities = registry.entities();
        return Response.json(200, Json.write(shown(entities, require(entities, request))));
    }

    Response create(Request request) {
        String name = Json.parse(request.body().text()).path("name").asString("");
        WorkspaceName.mistake(name)
                .ifPresent(mistake -> {
                    throw Problem.badRequest("invalid_name", "name " + mistake);
                });
        try {
            registry.change(draft -> {
                if (draft.entities().hasWorkspace(name)) {
                    throw Problem.of(409, "taken", "there is a workspace \"" + name + "\" already");
                }
                return draft.put(
                        Entity.made(
                                newIds.get(),
                                EntityKind.WORKSPACE,
                                name,
                                Json.object().put("name", name),
                                clock.instant()));
            });
        } catch (ChangeRefused e) {
            return Refusals.answer(request, e.reason());
        }
        return Response.json(201, Json.write(shown(registry.entities(), name)));
    }

    /// Only an empty one goes: nobody should lose a hundred APIs to a slip.
    Response remove(Request request) {
        try {
            registry.change(draft -> {
                String name = require(draft.entities(), request);
                boolean used = hasUsers.test(name) || !draft.entities().isEmpty(name);
                if (used || name.equals(Entities.DEFAULT_WORKSPACE)) {
                    throw Problem.of(
                            409, "not_empty", "only an empty workspace other than default can go");
                }
                draft.entities()
                        .of(EntityKind.WORKSPACE, name)
                        .forEach(entity -> draft.remove(entity.id()));
                return name;
            });
        } catch (ChangeRefused e) {
            return Refusals.answer(request, e.reason());
        }
        return Response.empty(204);
    }

    private static String require(Entities entities, Request request) {
        String name = request.variable("workspace");
        if (!entities.hasWorkspace(name)) {
            throw Problem.notFound("there is no workspace \"" + name + "\"");
        }
        return name;
    }

    private static ObjectNode shown(Entities entities, String name) {
        ObjectNode json = Json.object().put("name", name);
        Optional<Entity> entity = entities.of(EntityKind.WORKSPACE, name).stream().findFirst();
        json.put("id", entity.map(each -> each.id().toString()).orElse(null));
        json.put("declaredAt", entity.flatMap(Entity::declaredAt).orElse(null));
        json.put("apis", entities.of(EntityKind.API, name).size());
        json.put("consumers", entities.of(EntityKind.CONSUMER, name).size());
        return json;
    }
}
