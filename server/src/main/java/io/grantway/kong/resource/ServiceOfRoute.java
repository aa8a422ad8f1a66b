package io.grantway.kong.resource;

import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Registry;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.kong.resource.EntityWriter.Written;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `/routes/{parent}/service`: the service that a route belongs to.
record ServiceOfRoute(Registry registry, EntityWriter writer) {
    Handler get() {
        return Resource.guarded(request ->
                Resource.json(
                        200,
                        Services.KIND.answer(find(registry.entities(), request), Json.object())));
    }

    Handler patch() {
        return Resource.guarded(request -> {
            ObjectNode input = Inputs.read(request, Services.KIND);
            Written written =
                    registry.change(draft -> {
                        Entity before = find(draft.entities(), request);
                        return writer.patch(draft, Services.KIND, before, input);
                    });
            return Resource.json(200, Services.KIND.answer(written.entity(), written.shown()));
        });
    }

    private static Entity find(Entities all, Request request) {
        String workspace = Resource.workspace(all, request);
        return RouteKind.KIND
                .find(all, workspace, request.variable("parent"), Optional.empty())
                .flatMap(route -> route.owner(EntityKind.API))
                .flatMap(all::find)
                .orElseThrow(Refused::notFound);
    }
}
