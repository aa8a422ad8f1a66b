package io.grantway.boot;

import io.grantway.admin.AdminAccess;
import io.grantway.authserver.AuthorizationPages;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.Routes;
import io.grantway.kong.TokenResources;
import io.grantway.telemetry.ExplainResource;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the admin listeners serve. Health and metrics are open; everything else needs the admin
/// token.
final class AdminResources {
    private final Parts parts;
    private final Reloads reloads;
    private final AdminAccess access;
    private final Routes.Builder routes = Routes.builder();

    private AdminResources(Parts parts, Reloads reloads) {
        this.parts = parts;
        this.reloads = reloads;
        this.access = new AdminAccess(parts.adminToken);
    }

    static Handler of(Parts parts, Reloads reloads) {
        return new AdminResources(parts, reloads).build();
    }

    private Handler build() {
        routes.on("GET", "/health/live", _ -> Response.json(200, "{\"status\":\"up\"}"));
        routes.on("GET", "/health/ready", _ -> ready());
        routes.on(
                "GET",
                "/metrics",
                _ ->
                        Response.of(
                                200,
                                "text/plain; version=0.0.4; charset=utf-8",
                                parts.metrics.text()));
        routes.on("POST", "/api/v1/backup", this::backup);
        TokenResources tokens =
                new TokenResources(
                        parts.store.tokens(),
                        workspace -> parts.snapshot().users().workspaces().contains(workspace),
                        parts.tokens::evict);
        for (String root : new String[] {"", "/{workspace}"}) {
            routes.on("GET", root + "/oauth2_tokens", tokens.list());
            routes.on("GET", root + "/oauth2_tokens/{id}", tokens.get());
            routes.on("DELETE", root + "/oauth2_tokens/{id}", tokens.delete());
        }
        ExplainResource explain =
                new ExplainResource(
                        parts.history,
                        call ->
                                parts.snapshot()
                                        .routes()
                                        .near(call.method(), call.host(), call.path()));
        routes.on("GET", "/api/v1/explain/{id}", explain.get());
        AppliedSetResources sets = new AppliedSetResources(reloads);
        routes.on("GET", "/api/v1/config/sets", sets.list());
        routes.on("PUT", "/api/v1/config/sets/{name}", sets.put());
        routes.on("DELETE", "/api/v1/config/sets/{name}", sets.delete());
        AuthorizationPages.UserAdministration users = parts.pages.administration();
        routes.on("GET", "/api/v1/users", users.list());
        routes.on("POST", "/api/v1/users", users.create());
        routes.on("GET", "/api/v1/users/{id}", users.show());
        routes.on("PATCH", "/api/v1/users/{id}", users.change());
        routes.on("DELETE", "/api/v1/users/{id}", users.remove());
        Handler known = routes.build();
        Handler closed = access.guarding(known);
        // An address that does not exist asks for the token too: nobody without it learns what
        // there is.
        return request -> isOpen(request) ? known.handle(request) : closed.handle(request);
    }

    private static boolean isOpen(Request request) {
        return request.path().startsWith("/health/") || request.path().equals("/metrics");
    }

    private Response ready() {
        ObjectNode json = Json.object();
        String trouble = parts.store.trouble().orElse("");
        json.put("status", trouble.isEmpty() ? "ready" : "not ready");
        json.put("store", trouble.isEmpty() ? "up" : trouble);
        return Response.json(trouble.isEmpty() ? 200 : 503, Json.write(json));
    }

    private Response backup(Request request) {
        JsonNode file = Json.parse(request.body().text()).path("file");
        if (!file.isString() || !Path.of(file.asString()).isAbsolute()) {
            throw Problem.badRequest(
                    "invalid_file",
                    "file must be the absolute path of a file that does not exist yet");
        }
        try {
            parts.store.backup(Path.of(file.asString()));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_file", String.valueOf(e.getMessage()));
        }
        return Response.json(201, Json.write(Json.object().put("file", file.asString())));
    }
}
