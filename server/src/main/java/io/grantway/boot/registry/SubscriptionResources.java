package io.grantway.boot.registry;

import io.grantway.admin.JsonBody;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The subscriptions of an application: asked for, approved, suspended and resumed.
record SubscriptionResources(ApplicationParts parts) {
    private static final String REQUESTED = "requested";
    private static final String ACTIVE = "active";
    private static final String SUSPENDED = "suspended";

    /// `POST`: active at once, or requested where the plan is given by hand.
    Response create(Request request) {
        JsonBody body = JsonBody.of(request, List.of("api", "plan"));
        String plan = body.requiredText("plan");
        ObjectNode settings = Json.object();
        settings.put("api", body.requiredText("api"));
        settings.put("plan", plan);
        settings.put("state", isManual(request, plan) ? REQUESTED : ACTIVE);
        return ApplicationParts.refusing(
                request,
                () -> {
                    Entity made = parts.make(request, EntityKind.SUBSCRIPTION, settings);
                    return parts.made(request, "subscriptions", made, Map.of());
                });
    }

    private boolean isManual(Request request, String plan) {
        return parts.registry()
                .entities()
                .find(EntityKind.PLAN, ApplicationParts.workspace(request), "name", plan)
                .flatMap(each -> each.text("approval"))
                .filter("manual"::equals)
                .isPresent();
    }

    Response approve(Request request) {
        return move(request, REQUESTED, ACTIVE);
    }

    Response suspend(Request request) {
        return move(request, ACTIVE, SUSPENDED);
    }

    Response resume(Request request) {
        return move(request, SUSPENDED, ACTIVE);
    }

    private Response move(Request request, String from, String to) {
        return ApplicationParts.refusing(
                request,
                () ->
                        parts.changed(
                                parts.change(
                                        request,
                                        EntityKind.SUBSCRIPTION,
                                        (entity, settings) -> {
                                            requireState(entity, from);
                                            return settings.put("state", to);
                                        }),
                                Map.of()));
    }

    private static void requireState(Entity subscription, String state) {
        String now = subscription.text("state").orElse(ACTIVE);
        if (subscription.declaredAt().isEmpty() && !now.equals(state)) {
            throw Problem.of(409, "wrong_state", "the subscription is " + now + ", not " + state);
        }
    }
}
