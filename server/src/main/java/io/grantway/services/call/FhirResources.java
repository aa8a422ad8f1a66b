package io.grantway.services.call;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirAnswer;
import io.grantway.outbound.FhirBundle;
import io.grantway.outbound.FhirConnection;
import io.grantway.outbound.FhirExports;
import io.grantway.outbound.FhirFailure;
import io.grantway.service.Bundle;
import io.grantway.service.CallException;
import io.grantway.service.Export;
import io.grantway.service.ExportRequest;
import io.grantway.service.Fhir;
import io.grantway.service.RestRequest;
import io.grantway.service.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A FHIR connection as a service sees it.
final class FhirResources implements Fhir {
    private final FhirConnection connection;
    private final Supplier<FhirExports> exports;
    private final RunningCall call;
    private final Rendering rendering;

    /// @param connection that keeps to the call's deadline
    /// @param exports those in force
    FhirResources(FhirConnection connection, Supplier<FhirExports> exports, RunningCall call) {
        this.connection = connection;
        this.exports = exports;
        this.call = call;
        this.rendering = call.rendering();
    }

    static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (CallFailure e) {
            throw RestCalls.exception(e);
        } catch (FhirFailure e) {
            String said =
                    String.join(
                            "; ",
                            e.issues().stream()
                                    .map(issue -> issue.text().orElse(issue.code()))
                                    .toList());
            String named = "connection \"" + e.connection() + "\": ";
            String text = String.valueOf(e.getMessage());
            throw new CallException(
                    e.connection(),
                    e.status(),
                    said.isEmpty() && text.startsWith(named)
                            ? text.substring(named.length())
                            : said.isEmpty() ? text : said,
                    said.isEmpty() ? "" : e.requestId(),
                    "",
                    null);
        }
    }

    private Tree tree(JsonNode node) {
        return JsonTree.of(node, rendering);
    }

    /// What the server keeps; where it sends nothing, what it was sent, with its id.
    private Tree kept(JsonNode sent, FhirAnswer answer) {
        if (answer.resource().isObject()) {
            return tree(answer.resource());
        }
        JsonNode own = sent.deepCopy();
        if (own instanceof ObjectNode object) {
            answer.id().ifPresent(id -> object.put("id", id));
        }
        return tree(own);
    }

    private static Map<String, List<String>> parameters(Map<String, ?> given) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        given.forEach((name, value) -> all.put(name, RestCalls.texts(value)));
        return all;
    }

    @Override
    public Tree read(String type, String id) {
        return tree(told(() -> connection.read(type, id)));
    }

    @Override
    public Optional<Tree> find(String type, String id) {
        try {
            return Optional.of(read(type, id));
        } catch (CallException e) {
            if (e.status() == 404 || e.status() == 410) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Tree vread(String type, String id, String version) {
        return tree(told(() -> connection.vread(type, id, version)));
    }

    @Override
    public Bundle search(String type, Map<String, ?> parameters) {
        return new Page(told(() -> connection.search(type, parameters(parameters))));
    }

    @Override
    public Bundle searchByPost(String type, Map<String, ?> parameters) {
        return new Page(told(() -> connection.searchByPost(type, parameters(parameters))));
    }

    @Override
    public Tree create(Object resource) {
        JsonNode sent = rendering.tree(resource);
        return kept(sent, told(() -> connection.create(sent)));
    }

    @Override
    public Tree conditionalCreate(Object resource, Map<String, ?> unless) {
        JsonNode sent = rendering.tree(resource);
        return kept(sent, told(() -> connection.createIfNone(sent, parameters(unless))));
    }

    @Override
    public Tree update(Object resource) {
        JsonNode sent = rendering.tree(resource);
        return kept(sent, told(() -> connection.update(sent)));
    }

    @Override
    public Tree updateIfMatch(Object resource, String version) {
        JsonNode sent = rendering.tree(resource);
        return kept(sent, told(() -> connection.update(sent, version)));
    }

    @Override
    public Tree patch(String type, String id, List<?> operations) {
        JsonNode sent = rendering.tree(operations);
        FhirAnswer answer = told(() -> connection.patch(type, id, sent));
        return tree(answer.resource());
    }

    @Override
    public void delete(String type, String id) {
        told(() -> connection.delete(type, id));
    }

    @Override
    public Bundle transaction(Object bundle) {
        JsonNode sent = rendering.tree(bundle);
        return new Page(told(() -> connection.bundle(connection.transaction(sent))));
    }

    @Override
    public Tree operation(String on, String name, Object given) {
        JsonNode sent = rendering.tree(given);
        JsonNode resource = sent.has("resourceType") ? sent : asParameters(sent);
        return tree(told(() -> connection.operation(on, name, resource)));
    }

    @Override
    public Export export(String name, ExportRequest request) {
        return told(() -> BulkExport.begin(exports, call, connection.name(), name, request));
    }

    @Override
    public RestRequest at(String method, String link) {
        return call.calls(connection.name()).building(told(() -> connection.at(method, link)));
    }

    private static JsonNode asParameters(JsonNode values) {
        ObjectNode all = JsonNodeFactory.instance.objectNode().put("resourceType", "Parameters");
        ArrayNode list = all.putArray("parameter");
        values.properties()
                .forEach(value -> {
                    ObjectNode one = list.addObject().put("name", value.getKey());
                    JsonNode node = value.getValue();
                    String kind =
                            node.isBoolean()
                                    ? "valueBoolean"
                                    : node.isIntegralNumber()
                                            ? "valueInteger"
                                            : node.isNumber() ? "valueDecimal" : "valueString";
                    if (node.isObject()) {
                        one.set("resource", node);
                    } else {
                        one.set(kind, node);
                    }
                });
        return all;
    }

    private final class Page implements Bundle {
        private final FhirBundle bundle;

        Page(FhirBundle bundle) {
            this.bundle = bundle;
        }

        @Override
        public Tree first() {
            return findFirst()
                    .orElseThrow(() ->
                            new NoSuchElementException(
                                    "connection \"" + connection.name() + "\" found nothing"));
        }

        @Override
        public Optional<Tree> findFirst() {
            return bundle.first().map(FhirResources.this::tree);
        }

        @Override
        public List<Tree> resources() {
            return bundle.matches().stream().map(FhirResources.this::tree).toList();
        }

        @Override
        public List<Tree> entries() {
            return tree().list("entry");
        }

        @Override
        public List<Tree> all() {
            return told(() -> pages().toList());
        }

        @Override
        public List<Tree> atMost(int resources) {
            return told(() -> pages().limit(resources).toList());
        }

        private Stream<Tree> pages() {
            return Stream.iterate(
                            Optional.of(bundle),
                            Optional::isPresent,
                            page -> page.flatMap(FhirBundle::next))
                    .flatMap(page -> page.orElseThrow().matches().stream())
                    .map(FhirResources.this::tree);
        }

        @Override
        public Optional<Bundle> next() {
            return told(() -> bundle.next()).map(Page::new);
        }

        @Override
        public OptionalInt total() {
            long total = bundle.total().orElse(-1);
            return total < 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(total));
        }

        @Override
        public Tree tree() {
            return FhirResources.this.tree(bundle.tree());
        }
    }
}
