package io.grantway.kong.resource;

import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.catalog.Registry;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.kong.resource.EntityWriter.Outcome;
import io.grantway.kong.resource.EntityWriter.Written;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The entities of a kind over HTTP: all of a workspace, or those below one parent.
///
/// @param parent the kind of the parent, whose name is `{parent}` in the path
record Resource(Registry registry, EntityWriter writer, Kind kind, Optional<Kind> parent) {
    static final String DEFAULT = "default";

    /// Handles a request, and answers what is refused in Kong's shape.
    static Handler guarded(Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (Refused refused) {
                return refused.response();
            } catch (ChangeRefused refused) {
                return Refused.of(refused).response();
            }
        };
    }

    static String workspace(Entities all, Request request) {
        String workspace = request.variables().getOrDefault("workspace", DEFAULT);
        if (!all.workspaces().contains(workspace)) {
            throw Refused.plain(404, "Workspace '" + workspace + "' not found");
        }
        return workspace;
    }

    Handler list() {
        return guarded(request -> {
            Entities all = registry.entities();
            String workspace = workspace(all, request);
            Pages pages = Pages.of(request);
            Collection<Entity> found = collection(all, workspace, request);
            return json(200, pages.answer(request, found, this::listed));
        });
    }

    private Collection<Entity> collection(Entities all, String workspace, Request request) {
        Optional<Entity> above = above(all, workspace, request);
        if (above.isPresent()) {
            return all.ownedBy(above.get().id()).stream()
                    .filter(one -> one.kind() == kind.entity() && kind.isKongs(one))
                    .toList();
        }
        Optional<String> custom = request.query().first("custom_id");
        if (kind.entity() == EntityKind.CONSUMER && custom.isPresent()) {
            return all.find(kind.entity(), workspace, "customId", custom.get()).stream().toList();
        }
        return all.of(kind.entity(), workspace).stream().filter(kind::isKongs).toList();
    }

    private ObjectNode listed(Entity entity) {
        return kind.answer(entity, Json.object());
    }

    Handler get() {
        return guarded(request -> {
            Entities all = registry.entities();
            return find(all, workspace(all, request), request)
                    .map(one -> json(200, listed(one)))
                    .orElseThrow(Refused::notFound);
        });
    }

    Handler create() {
        return guarded(request -> {
            ObjectNode input = Inputs.read(request, kind);
            Written written =
                    registry.change(draft -> {
                        String workspace = workspace(draft.entities(), request);
                        below(draft.entities(), workspace, request, input);
                        return writer.create(draft, kind, workspace, input);
                    });
            return json(201, answer(written));
        });
    }

    Handler patch() {
        return guarded(request -> {
            ObjectNode known = known(request);
            ObjectNode input =
                    Inputs.read(request, texts -> kind.schema().apply(Trees.merged(known, texts)));
            Written written =
                    registry.change(draft -> {
                        Entities all = draft.entities();
                        String workspace = workspace(all, request);
                        Entity before =
                                find(all, workspace, request).orElseThrow(Refused::notFound);
                        return writer.patch(draft, kind, before, input);
                    });
            return json(200, answer(written));
        });
    }

    /// What is there already: which fields a plugin has depends on its name, which a change leaves
    /// out.
    private ObjectNode known(Request request) {
        Entities all = registry.entities();
        return find(all, workspace(all, request), request)
                .map(kind.mapping()::read)
                .orElseThrow(Refused::notFound);
    }

    /// Kong's upsert: what is called so is replaced, or made under that id or name.
    Handler put() {
        return guarded(request -> {
            ObjectNode input = Inputs.read(request, kind);
            return json(200, answer(registry.change(draft -> upsert(draft, request, input))));
        });
    }

    private Written upsert(Draft draft, Request request, ObjectNode input) {
        Entities all = draft.entities();
        String workspace = workspace(all, request);
        below(all, workspace, request, input);
        String called = request.variable("id");
        Optional<UUID> id = Ids.parse(called);
        String key = kind.keys().getFirst();
        if (id.isEmpty() && !Schema.isSet(input, key)) {
            input.put(key, called);
        }
        Optional<Entity> before = find(all, workspace, request);
        if (before.isPresent()) {
            return writer.replace(draft, kind, before.get(), input);
        }
        id.ifPresent(one -> input.put("id", one.toString()));
        return writer.create(draft, kind, workspace, input);
    }

    Handler delete() {
        return guarded(request -> {
            registry.change(draft -> {
                Entities all = draft.entities();
                Optional<Entity> found = find(all, workspace(all, request), request);
                // Kong answers 204 for what is not there, except for a consumer's credentials.
                if (found.isEmpty() && parent.isPresent()) {
                    throw Refused.notFound();
                }
                found.ifPresent(one -> draft.remove(one.id()));
                return found;
            });
            return Response.empty(204);
        });
    }

    private ObjectNode answer(Written written) {
        return kind.answer(
                written.entity(),
                written.outcome() == Outcome.SAME ? Json.object() : written.shown());
    }

    private Optional<Entity> find(Entities all, String workspace, Request request) {
        return kind.find(all, workspace, request.variable("id"), above(all, workspace, request));
    }

    private Optional<Entity> above(Entities all, String workspace, Request request) {
        return parent.map(above ->
                above.find(all, workspace, request.variable("parent"), Optional.empty())
                        .orElseThrow(Refused::notFound));
    }

    /// The path says whose it is; a body that says otherwise is overruled, as Kong does.
    private void below(Entities all, String workspace, Request request, ObjectNode input) {
        above(all, workspace, request)
                .ifPresent(above -> {
                    for (Field owner : kind.owners(input)) {
                        if (owner.type() instanceof Type.Owner(var of, _) && of == above.kind()) {
                            input.remove(owner.name() + "_id");
                            input.putObject(owner.name()).put("id", above.id().toString());
                        }
                    }
                });
    }

    static Response json(int status, JsonNode body) {
        return Response.json(status, Json.write(body));
    }
}
