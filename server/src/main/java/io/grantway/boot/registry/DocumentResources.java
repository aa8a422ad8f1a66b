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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One collection of the native admin API: `/api/v1/workspaces/{workspace}/apis` and the like, each
/// thing a document as a configuration file would hold it. Changes may be made conditional by
/// `If-Match` (RFC 9110 §13.1.1).
final class DocumentResources {
    private final EntityKind kind;
    private final Registry registry;
    private final SecretMask mask;
    private final Supplier<UUID> newIds;
    private final InstantSource clock;

    DocumentResources(
            EntityKind kind,
            Registry registry,
            SecretMask mask,
            Supplier<UUID> newIds,
            InstantSource clock) {
        this.kind = kind;
        this.registry = registry;
        this.mask = mask;
        this.newIds = newIds;
        this.clock = clock;
    }

    /// `GET`: a page of them, in the order of their ids.
    Response list(Request request) {
        Entities entities = registry.entities();
        String workspace = workspace(request, entities);
        Page page = Page.of(request);
        List<Entity> found =
                page
                        .afterId()
                        .map(after -> entities.after(kind, workspace, after))
                        .orElseGet(() -> entities.of(kind, workspace))
                        .stream()
                        .filter(this::isListed)
                        .limit(page.size() + 1L)
                        .toList();
        DocumentView view = new DocumentView(entities, mask);
        return page.response(found, view::of, entity -> entity.id().toString());
    }

    /// Policies of an API, a route or a consumer stand in its document.
    private boolean isListed(Entity entity) {
        return kind != EntityKind.POLICY || entity.owners().size() != 1;
    }

    /// `GET …/{name}`
    Response show(Request request) {
        Entities entities = registry.entities();
        return answer(200, entities, require(entities, request));
    }

    /// `POST`: 201, or 409 where the name is taken.
    Response create(Request request) {
        ObjectNode document = body(request);
        return change(request, 201, document, _ -> Optional.empty());
    }

    /// `PUT …/{name}`: puts a document in place of the one there is, or makes it. A policy has no
    /// name to be made by.
    Response replace(Request request) {
        ObjectNode document = body(request);
        if (kind == EntityKind.POLICY) {
            require(registry.entities(), request);
        } else if (!document.has(kind.unique().getFirst())) {
            document.put(kind.unique().getFirst(), request.variable("name"));
        }
        return change(request, 200, document, entities -> find(entities, request));
    }

    /// `PATCH …/{name}`: merges a document into the one there is (RFC 7396).
    Response merge(Request request) {
        ObjectNode patch = body(request);
        return refusing(
                request,
                () -> {
                    Entity changed =
                            registry.change(draft -> {
                                Entity before = require(draft.entities(), request);
                                requireMatch(request, draft.entities(), Optional.of(before));
                                ObjectNode whole =
                                        new DocumentView(draft.entities(), mask).document(before);
                                merge(whole, patch);
                                return edit(draft)
                                        .put(kind, before.workspace(), Optional.of(before), whole);
                            });
                    return answer(200, registry.entities(), changed);
                });
    }

    /// `DELETE …/{name}`: 204, with all that is in its document.
    Response remove(Request request) {
        return refusing(
                request,
                () -> {
                    registry.change(draft -> {
                        Entity before = require(draft.entities(), request);
                        requireMatch(request, draft.entities(), Optional.of(before));
                        draft.remove(before.id());
                        return before;
                    });
                    return Response.empty(204);
                });
    }

    private interface Finding {
        Optional<Entity> in(Entities entities);
    }

    private Response change(Request request, int status, ObjectNode document, Finding finding) {
        return refusing(
                request,
                () -> {
                    boolean[] made = new boolean[1];
                    Entity changed =
                            registry.change(draft -> {
                                String workspace = workspace(request, draft.entities());
                                Optional<Entity> before = finding.in(draft.entities());
                                requireMatch(request, draft.entities(), before);
                                made[0] = before.isEmpty();
                                return edit(draft).put(kind, workspace, before, document);
                            });
                    return answer(made[0] ? 201 : status, registry.entities(), changed);
                });
    }

    private DocumentEdit edit(Draft draft) {
        return new DocumentEdit(draft, newIds, clock.instant());
    }

    private void requireMatch(Request request, Entities entities, Optional<Entity> before) {
        Preconditions.require(
                request, before.map(entity -> new DocumentView(entities, mask).tag(entity)));
    }

    private Response answer(int status, Entities entities, Entity entity) {
        DocumentView view = new DocumentView(entities, mask);
        return Response.json(status, Json.write(view.of(entity))).with("ETag", view.tag(entity));
    }

    private Response refusing(Request request, Supplier<Response> work) {
        try {
            return work.get();
        } catch (ChangeRefused e) {
            return Refusals.answer(request, e.reason());
        }
    }

    /// The document that was sent, without what is only shown.
    private static ObjectNode body(Request request) {
        JsonNode json = Json.parse(request.body().text());
        if (!json.isObject()) {
            throw Problem.badRequest("not_an_object", "the body must be a JSON object");
        }
        ObjectNode document = (ObjectNode) json;
        document.remove(DocumentView.READ_ONLY);
        return document;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties()
                .forEach(each -> {
                    JsonNode value = each.getValue();
                    if (value.isNull()) {
                        target.remove(each.getKey());
                    } else if (value.isObject()
                            && target.get(each.getKey()) instanceof ObjectNode inner) {
                        merge(inner, (ObjectNode) value);
                    } else {
                        target.set(each.getKey(), value);
                    }
                });
    }

    private static String workspace(Request request, Entities entities) {
        String name = Reach.PATH.workspace(request).orElseThrow();
        if (!entities.hasWorkspace(name)) {
            throw Problem.notFound("there is no workspace \"" + name + "\"");
        }
        return name;
    }

    private Entity require(Entities entities, Request request) {
        workspace(request, entities);
        return find(entities, request)
                .orElseThrow(() ->
                        Problem.notFound(
                                "there is no "
                                        + kind.words()
                                        + " \""
                                        + request.variable("name")
                                        + "\" in this workspace"));
    }

    /// By the name, or the id.
    private Optional<Entity> find(Entities entities, Request request) {
        String name = request.variable("name");
        String workspace = Reach.PATH.workspace(request).orElseThrow();
        Optional<Entity> named =
                kind == EntityKind.POLICY
                        ? Optional.empty()
                        : entities.find(kind, workspace, kind.unique().getFirst(), name);
        return named.or(() -> Ids.parse(name).flatMap(id -> entities.find(kind, workspace, id)));
    }
}
