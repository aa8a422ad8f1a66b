package io.grantway.boot;

import io.grantway.boot.registry.Refusals;
import io.grantway.config.ConfigRejected;
import io.grantway.config.Mistake;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/api/v1/config/sets`: configuration sent to the running server. A set is in force for the next
/// request when the answer goes out.
final class AppliedSetResources {
    private final Reloads reloads;

    AppliedSetResources(Reloads reloads) {
        this.reloads = reloads;
    }

    /// `GET /api/v1/config/sets`: their names. (Their texts may hold secrets.)
    Handler list() {
        return _ -> {
            ObjectNode json = Json.object();
            ArrayNode names = json.putArray("sets");
            reloads.applied().keySet().forEach(names::add);
            return Response.json(200, Json.write(json));
        };
    }

    /// `GET /api/v1/config/sets/{name}`: what tells one text from another. (The text may hold
    /// secrets.)
    Handler show() {
        return request -> {
            String name = request.variable("name");
            String text = reloads.applied().get(name);
            if (text == null) {
                throw Problem.notFound("there is no applied set of that name");
            }
            ObjectNode json = Json.object();
            json.put("set", name);
            json.put("length", text.length());
            json.put("fingerprint", TokenHash.of(text).fingerprint());
            return Response.json(200, Json.write(json));
        };
    }

    /// `PUT /api/v1/config/sets/{name}` with YAML: 200, or 422 with every mistake. With
    /// `?dry_run=true` nothing is changed, and the answer lists what would be.
    Handler put() {
        return request -> {
            String text = request.body().text();
            if (text.isBlank()) {
                throw Problem.badRequest(
                        "empty_set", "the body is the set's YAML; use DELETE to take a set away");
            }
            return applied(request, text);
        };
    }

    /// `DELETE /api/v1/config/sets/{name}`: 200, or 422 where the rest needs it.
    Handler delete() {
        return request -> applied(request, "");
    }

    static boolean isRehearsal(Request request) {
        return request.query().first("dry_run").filter("true"::equals).isPresent();
    }

    private Response applied(Request request, String text) {
        String name = request.variable("name");
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw Problem.badRequest(
                    "invalid_name", "a set's name has 1 to 64 letters, digits, -, _ and .");
        }
        try {
            if (isRehearsal(request)) {
                ObjectNode json = Json.object().put("set", name).put("status", "rehearsed");
                reloads.rehearse(name, text).forEach(json.putArray("differences")::add);
                return Response.json(200, Json.write(json));
            }
            reloads.apply(name, text);
            return Response.json(
                    200, Json.write(Json.object().put("set", name).put("status", "in force")));
        } catch (ConfigRejected e) {
            return Refusals.listing(
                    request,
                    "configuration_rejected",
                    e.mistakes().stream().map(Mistake::toString).toList());
        }
    }
}
