package io.grantway.admin;

import io.grantway.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI 3.1 document of a list of operations. Beyond the standard it says of each who may
/// call it: `x-grantway-role` and `x-grantway-reach`.
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}.]+)(\\.\\.\\.)?}");
    private static final Map<String, String> EXAMPLES =
            Map.of(
                    "workspace",
                    Reach.DEFAULT_WORKSPACE,
                    "id",
                    "7d3f6a52-0c1e-4b7a-9a55-3f1f0c2b8e4d");

    private OpenApi() {}

    static ObjectNode document(List<Operation> operations) {
        ObjectNode json = Json.object();
        json.put("openapi", "3.1.0");
        json.putObject("info")
                .put("title", "Grantway admin API")
                .put("version", "1")
                .put(
                        "description",
                        "Everything an administrator can do, Kong-compatible resources included.");
        ObjectNode paths = json.putObject("paths");
        for (Operation operation : operations) {
            String path = VARIABLE.matcher(operation.path()).replaceAll("{$1}");
            paths.withObjectProperty(path)
                    .set(operation.method().toLowerCase(Locale.ROOT), described(operation));
        }
        ObjectNode components = json.putObject("components");
        components.putObject("schemas").set("Problem", Schema.PROBLEM.json());
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
        schemes.putObject("kongAdminToken")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Kong-Admin-Token");
        ArrayNode security = json.putArray("security");
        security.addObject().putArray("bearer");
        security.addObject().putArray("kongAdminToken");
        return json;
    }

    private static ObjectNode described(Operation operation) {
        ObjectNode json = Json.object();
        json.put("operationId", operation.id());
        json.put("summary", operation.summary());
        json.putArray("tags").add(tag(operation.path()));
        operation
                .needs()
                .ifPresentOrElse(
                        role -> {
                            json.put("x-grantway-role", role.toString());
                            json.put("x-grantway-reach", operation.reach().toString());
                        },
                        () -> json.putArray("security"));
        parameters(operation, json.putArray("parameters"));
        operation.takes().ifPresent(takes -> takes(takes, json.putObject("requestBody")));
        ObjectNode responses = json.putObject("responses");
        operation
                .answers()
                .forEach((status, content) -> {
                    ObjectNode response = responses.putObject(status.toString());
                    response.put("description", status < 300 ? "It is done" : "It is not");
                    content(content, response);
                });
        refusals(operation, responses);
        return json;
    }

    private static String tag(String path) {
        return path.startsWith("/api/v1/")
                ? path.split("/", -1)[3].replace(".json", "")
                : path.startsWith("/health/") || path.equals("/metrics") ? "health" : "kong";
    }

    private static void parameters(Operation operation, ArrayNode parameters) {
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            String name = variables.group(1);
            ObjectNode parameter =
                    parameters
                            .addObject()
                            .put("name", name)
                            .put("in", "path")
                            .put("required", true);
            parameter.set("schema", Schema.TEXT.json());
            String example = operation.variables().getOrDefault(name, EXAMPLES.get(name));
            if (example != null) {
                parameter.put("example", example);
            }
        }
        if (operation.needs().isPresent() && operation.reach().inQuery()) {
            parameters
                    .addObject()
                    .put("name", "workspace")
                    .put("in", "query")
                    .put(
                            "description",
                            operation.reach() == Reach.QUERY
                                    ? "default where absent"
                                    : "the whole server where absent")
                    .set("schema", Schema.TEXT.json());
        }
        for (Operation.Parameter query : operation.query()) {
            parameters
                    .addObject()
                    .put("name", query.name())
                    .put("in", "query")
                    .put("description", query.description())
                    .set("schema", query.schema().json());
        }
    }

    private static void takes(Operation.Takes takes, ObjectNode body) {
        body.put("required", true);
        ObjectNode types = body.putObject("content");
        for (String type : takes.content().types()) {
            ObjectNode content = types.putObject(type);
            takes.content().schema().ifPresent(schema -> content.set("schema", schema.json()));
            if (type.equals("application/json")) {
                content.set("example", Json.parse(takes.example()));
            } else if (takes.content().schema().isEmpty()) {
                content.put("example", takes.example());
            }
        }
    }

    private static void content(Operation.Content content, ObjectNode response) {
        for (String type : content.types()) {
            ObjectNode media = response.withObjectProperty("content").putObject(type);
            content.schema().ifPresent(schema -> media.set("schema", schema.json()));
        }
    }

    private static void refusals(Operation operation, ObjectNode responses) {
        if (operation.needs().isPresent()) {
            problem(responses.putObject("401"), "No admin token, or a wrong one");
            problem(responses.putObject("403"), "The token has not got the role");
        }
        if (operation.path().startsWith("/api/")) {
            problem(responses.putObject("default"), "What is wrong, and how to mend it");
        } else {
            responses.putObject("default").put("description", "What is wrong");
        }
    }

    private static void problem(ObjectNode response, String description) {
        response.put("description", description);
        response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }
}
