package io.grantway.vault.mapping;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a caller of an interface says, in the query or, by POST, in a JSON object.
final class GivenParameters {
    private static final Set<String> OWN = Set.of("provider", "explain");

    private final Interface called;
    private final Map<String, JsonNode> typed = new HashMap<>();

    private GivenParameters(Interface called) {
        this.called = called;
    }

    /// @throws io.grantway.http.Problem 400, naming the field
    static Map<String, JsonNode> of(Interface called, Request request) {
        GivenParameters given = new GivenParameters(called);
        try {
            given.query(request.query());
            if (!request.body().isEmpty()) {
                given.body(request);
            }
            given.complete();
        } catch (IllegalArgumentException e) {
            throw InterfaceProblems.field(String.valueOf(e.getMessage()));
        }
        return given.typed;
    }

    private void query(Parameters query) {
        for (String name : query.names()) {
            List<String> values = query.all(name);
            if (values.size() > 1) {
                throw new IllegalArgumentException(name + " must be said once");
            }
            if (!OWN.contains(name)) {
                typed.put(name, parameter(name).typed(values.getFirst()));
            }
        }
    }

    private void body(Request request) {
        Optional<String> type = request.header("Content-Type");
        if (!request.method().equals("POST")
                || type.filter(it -> it.startsWith("application/json")).isEmpty()) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object, by POST with Content-Type: application/json");
        }
        JsonNode json = Json.parse(request.body().text());
        if (!json.isObject()) {
            throw new IllegalArgumentException("the body must be a JSON object of parameters");
        }
        json.properties()
                .forEach(each -> {
                    String name = each.getKey();
                    if (typed.containsKey(name)) {
                        throw new IllegalArgumentException(
                                name + " must be said once: in the query or in the body");
                    }
                    Parameter parameter = parameter(name);
                    if (!each.getValue().isNull()) {
                        typed.put(name, parameter.typed(each.getValue()));
                    }
                });
    }

    private Parameter parameter(String name) {
        return called.parameter(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                name
                                        + " must be left out: "
                                        + called.name()
                                        + " takes "
                                        + String.join(
                                                ", ",
                                                called.parameters().stream()
                                                        .map(Parameter::name)
                                                        .toList())));
    }

    private void complete() {
        for (Parameter each : called.parameters()) {
            each.usual().ifPresent(value -> typed.putIfAbsent(each.name(), value));
            if (!each.optional() && !typed.containsKey(each.name())) {
                throw new IllegalArgumentException(
                        each.name() + " must be said, of the type " + each.type().said());
            }
        }
    }
}
