package io.grantway.vault.mapping;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The interfaces as an OpenAPI document (3.1), for those who write an app.
final class InterfaceDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private InterfaceDocument() {}

    static ObjectNode of(List<Interface> all) {
        ObjectNode document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", "Interfaces").put("version", "1");
        document.putArray("servers").addObject().put("url", "/vault/v1");
        document.putArray("security").addObject().putArray("app");
        ObjectNode paths = document.putObject("paths");
        all.forEach(each ->
                paths.putObject("/users/{user}/interfaces/" + each.name())
                        .set("get", operation(each)));
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("app")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The key of the app.");
        components.putObject("schemas").set("Problem", problem());
        return document;
    }

    private static ObjectNode operation(Interface of) {
        ObjectNode operation = JSON.objectNode().put("operationId", of.name());
        of.description().ifPresent(text -> operation.put("description", text));
        ArrayNode parameters = operation.putArray("parameters");
        parameters.add(
                parameter("user", "path", true, JSON.objectNode().put("type", "string"))
                        .put("description", "The user, as the app calls them."));
        ObjectNode providers = JSON.objectNode().put("type", "string");
        ArrayNode names = providers.putArray("examples");
        of.providers().keySet().forEach(names::add);
        parameters.add(
                parameter("provider", "query", false, providers)
                        .put(
                                "description",
                                "Where the account is; may be left out where the user has one"
                                        + " only. Mapped for "
                                        + String.join(", ", of.providers().keySet())
                                        + "."));
        for (Parameter each : of.parameters()) {
            boolean required = !each.optional() && each.usual().isEmpty();
            ObjectNode parameter = parameter(each.name(), "query", required, each.schema());
            each.description().ifPresent(text -> parameter.put("description", text));
            parameters.add(parameter);
        }
        ObjectNode responses = operation.putObject("responses");
        responses.set("200", response("The same for every provider.", of.returns().schema(), ""));
        responses.set(
                "default",
                response(
                        "The same for every provider.",
                        JSON.objectNode().put("$ref", "#/components/schemas/Problem"),
                        "problem+"));
        return operation;
    }

    private static ObjectNode parameter(
            String name, String in, boolean required, ObjectNode schema) {
        ObjectNode parameter = JSON.objectNode().put("name", name).put("in", in);
        parameter.put("required", required).set("schema", schema);
        return parameter;
    }

    private static ObjectNode response(String description, ObjectNode schema, String kind) {
        ObjectNode response = JSON.objectNode().put("description", description);
        response.putObject("content")
                .putObject("application/" + kind + "json")
                .set("schema", schema);
        return response;
    }

    private static ObjectNode problem() {
        ObjectNode problem = JSON.objectNode().put("type", "object");
        ObjectNode properties = problem.putObject("properties");
        for (String name : List.of("type", "title", "detail", "code", "request_id")) {
            properties.putObject(name).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        ObjectNode provider = properties.putObject("provider").put("type", "object");
        ObjectNode of = provider.putObject("properties");
        of.putObject("name").put("type", "string");
        of.putObject("status").put("type", "integer");
        of.putObject("message").put("type", "string");
        problem.putArray("required").add("title").add("status").add("code").add("detail");
        return problem;
    }
}
