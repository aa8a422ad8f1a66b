package io.grantway.boot.registry;

import io.grantway.admin.Page;
import io.grantway.admin.Preconditions;
import io.grantway.admin.Reach;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.catalog.Registry;
import io.grantway.config.SecretMask;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// What belongs to one application, each thing an entity of its own: found, shown, made, changed
/// and taken away below `/api/v1/applications/{name}`. A declared application takes more; what is
/// declared of it stays as it is.
///
/// @param newIds for what is made
record ApplicationParts(
        Registry registry, SecretMask mask, Supplier<UUID> newIds, InstantSource clock) {
    static final String ALL = "/api/v1/applications";

    static String workspace(Request request) {
        return Reach.QUERY.workspace(request).orElseThrow();
    }

    /// The application that the path names, by its id or its name.
    Entity application(Entities entities, Request request) {
        String name = request.variable("name");
        String workspace = workspace(request);
        Optional<Entity> byId =
                Ids.parse(name).flatMap(id -> entities.find(EntityKind.APPLICATION, workspace, id));
        if (byId.isPresent()) {
            return byId.get();
        }
        List<Entity> named =
                entities.of(EntityKind.APPLICATION, workspace).stream()
                        .filter(each -> each.text("name").equals(Optional.of(name)))
                        .limit(2)
                        .toList();
        if (named.size() > 1) {
            throw Problem.of(
                    409, "ambiguous", "several applications have this name: use the id of one");
        }
        return named.stream()
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound(
                                "there is no application \"" + name + "\" in this workspace"));
    }

    /// What the path names of the application.
    Entity part(Entities entities, Request request, EntityKind kind) {
        Entity application = application(entities, request);
        return Ids.parse(request.variable("id"))
                .flatMap(id -> entities.find(kind, application.workspace(), id))
                .filter(each ->
                        each.owner(EntityKind.APPLICATION).equals(Optional.of(application.id())))
                .orElseThrow(() -> Problem.notFound("the application has no such " + kind));
    }

    Response listApplications(Request request) {
        Entities entities = registry.entities();
        Page page = Page.of(request);
        String workspace = workspace(request);
        List<Entity> found =
                page
                        .afterId()
                        .map(after -> entities.after(EntityKind.APPLICATION, workspace, after))
                        .orElseGet(() -> entities.of(EntityKind.APPLICATION, workspace))
                        .stream()
                        .limit(page.size() + 1L)
                        .toList();
        return page.response(found, each -> shown(entities, each), each -> each.id().toString());
    }

    Response showApplication(Request request) {
        Entities entities = registry.entities();
        Entity application = application(entities, request);
        return answer(200, entities, application, Map.of());
    }

    Response list(Request request, EntityKind kind) {
        Entities entities = registry.entities();
        Page page = Page.of(request);
        Optional<UUID> after = page.afterId();
        List<Entity> found =
                entities.ownedBy(application(entities, request).id()).stream()
                        .filter(each -> each.kind() == kind)
                        .filter(each -> after.isEmpty() || each.id().compareTo(after.get()) > 0)
                        .limit(page.size() + 1L)
                        .toList();
        return page.response(found, each -> shown(entities, each), each -> each.id().toString());
    }

    Response show(Request request, EntityKind kind) {
        Entities entities = registry.entities();
        return answer(200, entities, part(entities, request, kind), Map.of());
    }

    /// Makes something of the application that the path names.
    Entity make(Request request, EntityKind kind, ObjectNode settings) {
        return registry.change(draft -> {
            Entity application = application(draft.entities(), request);
            Instant now = clock.instant();
            Entity blank = Entity.made(newIds.get(), kind, application.workspace(), settings, now);
            return draft.put(
                    blank.with(
                            Map.of(EntityKind.APPLICATION, application.id()),
                            settings,
                            List.of(),
                            true,
                            blank.extras(),
                            now));
        });
    }

    /// Changes the settings of what the path names.
    Entity change(
            Request request, EntityKind kind, BiFunction<Entity, ObjectNode, ObjectNode> change) {
        return registry.change(draft -> {
            Entity before = matching(draft, request, kind);
            return draft.put(
                    before.with(
                            before.owners(),
                            change.apply(before, before.settings().deepCopy()),
                            before.tags(),
                            before.enabled(),
                            before.extras(),
                            clock.instant()));
        });
    }

    /// Takes away what the path names.
    Response remove(Request request, EntityKind kind) {
        registry.change(draft -> {
            Entity before = matching(draft, request, kind);
            draft.remove(before.id());
            return before;
        });
        return Response.empty(204);
    }

    /// Throws what [#remove] would.
    void rehearseRemoval(Request request, EntityKind kind) {
        registry.rehearse(draft -> {
            Entity before = matching(draft, request, kind);
            draft.remove(before.id());
            return before;
        });
    }

    private Entity matching(Draft draft, Request request, EntityKind kind) {
        Entity before = part(draft.entities(), request, kind);
        Preconditions.require(request, new DocumentView(draft.entities(), mask).tag(before));
        return before;
    }

    /// @param once what only this answer shows
    Response made(Request request, String collection, Entity entity, Map<String, String> once) {
        return answer(201, registry.entities(), entity, once)
                .with(
                        "Location",
                        ALL
                                + "/"
                                + application(registry.entities(), request).id()
                                + "/"
                                + collection
                                + "/"
                                + entity.id());
    }

    Response changed(Entity entity, Map<String, String> once) {
        return answer(200, registry.entities(), entity, once);
    }

    private Response answer(
            int status, Entities entities, Entity entity, Map<String, String> once) {
        ObjectNode json = shown(entities, entity);
        once.forEach(json::put);
        Response answer =
                Response.json(status, Json.write(json))
                        .with("ETag", new DocumentView(entities, mask).tag(entity));
        return once.isEmpty() ? answer : answer.with("Cache-Control", "no-store");
    }

    private ObjectNode shown(Entities entities, Entity entity) {
        ObjectNode json = new DocumentView(entities, mask).of(entity);
        entity.owner(EntityKind.APPLICATION)
                .flatMap(entities::find)
                .flatMap(each -> each.text("name"))
                .ifPresent(name -> json.put("application", name));
        entity.owner(EntityKind.CONSUMER)
                .flatMap(entities::find)
                .flatMap(each -> each.text("username"))
                .ifPresent(name -> json.put("consumer", name));
        return json;
    }

    /// Work whose refusal is an answer.
    static Response refusing(Request request, Supplier<Response> work) {
        try {
            return work.get();
        } catch (ChangeRefused e) {
            return Refusals.answer(request, e.reason());
        }
    }
}
