package io.grantway.services.call;

import io.grantway.service.InputException;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What came in with one call: named values, which win, and a tree beside them.
final class Input {
    private static final byte[] NOTHING = {};

    private final Invocation invocation;
    private final Rendering rendering;

    Input(Invocation invocation, Rendering rendering) {
        this.invocation = invocation;
        this.rendering = rendering;
    }

    private JsonNode body() {
        return switch (invocation.body()) {
            case InvocationBody.Tree(JsonNode tree) -> tree;
            case InvocationBody.None _, InvocationBody.Raw _ -> MissingNode.getInstance();
        };
    }

    private JsonNode node(String name) {
        @Nullable String value = invocation.values().get(name);
        return value == null ? body().path(name) : StringNode.valueOf(value);
    }

    Optional<String> find(String name) {
        JsonNode node = node(name);
        if (node.isContainer()) {
            throw new InputException(
                    name, "is " + (node.isArray() ? "a list" : "an object") + ", not one value");
        }
        return node.isMissingNode() || node.isNull()
                ? Optional.empty()
                : Optional.of(node.asString());
    }

    String text(String name) {
        return find(name).orElseThrow(() -> new InputException(name, "is missing"));
    }

    <T> T as(String name, Class<T> type) {
        JsonNode node = node(name);
        if (node.isMissingNode() || node.isNull()) {
            throw new InputException(name, "is missing");
        }
        return rendering.read(node, type, name);
    }

    <T> T whole(Class<T> type) {
        return rendering.read(tree(), type, "");
    }

    /// The body; where that is an object or nothing, with the values in it.
    JsonNode tree() {
        JsonNode body = body();
        if (invocation.values().isEmpty()) {
            return body;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (body.isObject()) {
            all.setAll((ObjectNode) body);
        } else if (!body.isMissingNode()) {
            return body;
        }
        invocation.values().forEach(all::put);
        return all;
    }

    byte[] bytes() {
        return switch (invocation.body()) {
            case InvocationBody.Raw(var _, var body) -> body.bytes().clone();
            case InvocationBody.Tree _, InvocationBody.None _ -> NOTHING;
        };
    }
}
