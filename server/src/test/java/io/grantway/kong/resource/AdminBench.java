package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.Routes;
import io.grantway.testing.InMemoryRegistry;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The admin resources at the seam of their handlers, on a registry in memory.
final class AdminBench {
    final TestClock clock = new TestClock();
    final InMemoryRegistry registry;
    private final Routes routes;

    AdminBench(Entity... declared) {
        registry = new InMemoryRegistry(declared);
        Routes.Builder builder = Routes.builder();
        KongResources.operations(registry, new SecureRandom(), clock, "1.2.3")
                .forEach(one -> builder.on(one.method(), one.pattern(), one.handler()));
        routes = builder.build();
    }

    /// What came back.
    record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }

        JsonNode at(String pointer) {
            return body.at(pointer);
        }
    }

    Answer get(String path) {
        return send("GET", path, "", "");
    }

    Answer delete(String path) {
        return send("DELETE", path, "", "");
    }

    Answer form(String method, String path, String body) {
        return send(method, path, "application/x-www-form-urlencoded", body);
    }

    /// @param body with single quotes for double ones
    Answer json(String method, String path, String body) {
        return send(method, path, "application/json", body.replace('\'', '"'));
    }

    Answer post(String path, String body) {
        return json("POST", path, body);
    }

    Answer send(String method, String path, String type, String body) {
        Request request =
                new Request(
                        type.isEmpty()
                                ? Requests.head(method, "http://localhost:8001" + path)
                                : Requests.head(
                                        method,
                                        "http://localhost:8001" + path,
                                        "Content-Type",
                                        type),
                        Body.of(body));
        Response response = routes.handle(request);
        String text = response.body().text();
        return new Answer(response.status(), text.isEmpty() ? Json.object() : Json.parse(text));
    }

    /// The one entity of a kind in the default workspace.
    Entity only(EntityKind kind) {
        return registry.entities().of(kind, "default").iterator().next();
    }

    ObjectNode settings(EntityKind kind) {
        return only(kind).settings();
    }
}
