package io.grantway.boot;

import io.grantway.admin.Administrator;
import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.JsonBody;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.service.Principal;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceFailure;
import io.grantway.services.ServiceResult;
import io.grantway.services.Services;
import io.grantway.services.deploy.Deployments;
import io.grantway.services.deploy.Past;
import io.grantway.services.deploy.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Services and their versions as operations of the admin API. Services are code of the whole
/// server; what a call of one may use belongs to a workspace.
final class ServiceOperations {
    private static final String ALL = "/api/v1/services";
    private static final String ONE = ALL + "/{name}";
    private static final Schema VERSION =
            Schema.object()
                    .with("number", Schema.INTEGER)
                    .with("hash", Schema.TEXT)
                    .with("at", Schema.TIME)
                    .with("state", Schema.oneOf("live", "draining", "gone", "refused"))
                    .optional("error", Schema.TEXT);
    private static final Schema SERVICE =
            Schema.object()
                    .with("name", Schema.TEXT)
                    .with("file", Schema.TEXT)
                    .with("live", Schema.BOOLEAN)
                    .optional("version", Schema.INTEGER)
                    .with("calls", Schema.INTEGER)
                    .with("stuck", Schema.INTEGER)
                    .with("versions", Schema.listOf(VERSION));

    private final Services services;
    private final AuditTrail audit;

    private ServiceOperations(Services services, AuditTrail audit) {
        this.services = services;
        this.audit = audit;
    }

    static List<Operation> of(Services services, AuditTrail audit) {
        return new ServiceOperations(services, audit).all();
    }

    private List<Operation> all() {
        return List.of(
                Operation.get(ALL, "listServices", "The services, with their versions")
                        .needs(Role.VIEWER, Reach.SERVER)
                        .answers(200, Schema.object().with("data", Schema.listOf(SERVICE)))
                        .by(_ -> list()),
                Operation.get(ONE, "showService", "A service, with its versions")
                        .needs(Role.VIEWER, Reach.SERVER)
                        .variable("name", "GetPlan")
                        .answers(200, SERVICE)
                        .by(request -> show(request.variable("name"))),
                Operation.post(
                                ONE + "/invoke",
                                "invokeService",
                                "Calls a service with a JSON object as its input, and answers with"
                                        + " what it returned")
                        .needs(Role.EDITOR, Reach.QUERY)
                        .variable("name", "GetPlan")
                        .takes(Schema.ANY_OBJECT, "{\"client_id\": \"42\"}")
                        .answers(200, Schema.ANY_OBJECT)
                        .by(this::invoke),
                Operation.post(
                                ONE + "/rollback",
                                "rollBackService",
                                "Puts an earlier version back, until the file changes or the server"
                                        + " starts again")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .variable("name", "GetPlan")
                        .takes(Schema.object().optional("version", Schema.INTEGER), "{}")
                        .answers(200, SERVICE)
                        .by(this::rollback));
    }

    private Response list() {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (Deployments.Shown unit : services.all()) {
            unit.services().forEach(name -> data.add(shown(name, unit)));
        }
        return Response.json(200, Json.write(json));
    }

    private Response show(String name) {
        return services.all().stream()
                .filter(unit -> unit.services().contains(name))
                .findFirst()
                .map(unit -> Response.json(200, Json.write(shown(name, unit))))
                .orElseThrow(() -> Problem.notFound("there is no service of this name"));
    }

    private static ObjectNode shown(String name, Deployments.Shown unit) {
        Optional<Version> live =
                unit.live().filter(version -> version.services().containsKey(name));
        ObjectNode json = Json.object().put("name", name).put("file", unit.file());
        json.put("live", live.isPresent());
        unit.history().stream()
                .filter(past -> past.state() == Past.State.LIVE)
                .findFirst()
                .ifPresent(past -> json.put("version", past.number()));
        json.put("calls", live.map(Version::calls).orElse(0));
        json.put("stuck", live.map(version -> version.stuck().get()).orElse(0));
        ArrayNode versions = json.putArray("versions");
        unit.history().forEach(past -> versions.add(shown(past)));
        return json;
    }

    private static ObjectNode shown(Past past) {
        ObjectNode json =
                Json.object()
                        .put("number", past.number())
                        .put("hash", past.hash())
                        .put("at", past.at().toString())
                        .put("state", past.state().name().toLowerCase(Locale.ROOT));
        if (!past.error().isEmpty()) {
            json.put("error", past.error());
        }
        return json;
    }

    private Response invoke(Request request) {
        JsonNode input = request.body().text().isBlank() ? Json.object() : JsonBody.object(request);
        String workspace = Reach.QUERY.workspace(request).orElse(Reach.DEFAULT_WORKSPACE);
        Invocation invocation =
                new Invocation(
                        request.variable("name"),
                        workspace,
                        "admin",
                        Map.of(),
                        new InvocationBody.Tree(input),
                        services.timeout(),
                        Optional.empty(),
                        Optional.of(Principal.of(Administrator.current().name(), "admin")),
                        Map.of());
        try {
            ServiceResult result = services.invoke(invocation);
            HeaderList fields = result.headers();
            return new Response(
                    result.status(),
                    result.contentType().isEmpty()
                            ? fields
                            : fields.with("Content-Type", result.contentType()),
                    result.body());
        } catch (ServiceFailure e) {
            throw Problem.of(
                    e.reason().status(),
                    e.reason().name().toLowerCase(Locale.ROOT),
                    String.valueOf(e.getMessage()));
        }
    }

    private Response rollback(Request request) {
        String name = request.variable("name");
        Optional<JsonNode> version = JsonBody.of(request, List.of("version")).member("version");
        if (version.isPresent() && !version.get().isInt()) {
            throw JsonBody.invalid("version", "must be a number");
        }
        if (services.all().stream().noneMatch(unit -> unit.services().contains(name))) {
            throw Problem.notFound("there is no service of this name");
        }
        try {
            services.rollback(name, version.map(JsonNode::intValue));
        } catch (IllegalArgumentException e) {
            throw Problem.of(409, "no_such_version", String.valueOf(e.getMessage()));
        }
        audit.append(
                audit.entry(
                        AuditEntry.Action.UPDATE,
                        "service-rollback",
                        name,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return show(name);
    }
}
