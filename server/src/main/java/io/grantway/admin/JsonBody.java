package io.grantway.admin;

import io.grantway.config.Nearest;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON object that a request brings, of which every member is known. What is wrong is said by
/// the member's name, and never repeats a value, which may be a secret.
public final class JsonBody {
    private static final int MOST_BYTES = 1 << 20;

    private final ObjectNode members;

    private JsonBody(ObjectNode members) {
        this.members = members;
    }

    /// @param known the members that it may have
    /// @throws Problem 400 where it is no such object, 413 where it is longer than 1 MiB
    public static JsonBody of(Request request, List<String> known) {
        ObjectNode members = object(request);
        for (String name : members.propertyNames()) {
            if (!known.contains(name)) {
                throw invalid(
                        name,
                        Nearest.to(name, known)
                                .map(near -> "is not known here; did you mean " + near + "?")
                                .orElse(
                                        "is not known here; there are "
                                                + String.join(", ", known)));
            }
        }
        return new JsonBody(members);
    }

    /// A JSON object, whatever its members are.
    ///
    /// @throws Problem as [#of]
    public static ObjectNode object(Request request) {
        if (request.body().size() > MOST_BYTES) {
            throw Problem.of(413, "body_too_large", "the body is longer than 1 MiB");
        }
        if (request.body().text().isBlank()) {
            throw Problem.badRequest("body_missing", "send a JSON object as the body");
        }
        if (Json.parse(request.body().text()) instanceof ObjectNode object) {
            return object;
        }
        throw Problem.badRequest("invalid_body", "the body must be a JSON object");
    }

    /// A member; empty where it is absent or null.
    public Optional<JsonNode> member(String name) {
        @Nullable JsonNode node = members.get(name);
        return Optional.ofNullable(node).filter(there -> !there.isNull());
    }

    /// A text; empty where it is absent or null.
    public Optional<String> text(String name) {
        Optional<JsonNode> node = member(name);
        if (node.isPresent() && !node.get().isString()) {
            throw invalid(name, "must be a string");
        }
        return node.map(JsonNode::asString);
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> invalid(name, "is missing"));
    }

    /// A list; empty where it is absent or null.
    public List<JsonNode> list(String name) {
        Optional<JsonNode> node = member(name);
        if (node.isPresent() && !node.get().isArray()) {
            throw invalid(name, "must be a list");
        }
        return node.map(found -> List.copyOf(found.values())).orElse(List.of());
    }

    /// The refusal of a member.
    public static Problem invalid(String member, String why) {
        return Problem.badRequest("invalid_field", member + ": " + why);
    }
}
