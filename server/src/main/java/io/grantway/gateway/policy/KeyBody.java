package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// API keys in the bodies of calls: URL-encoded forms and JSON objects.
///
/// @param names of the fields that may hold one
record KeyBody(List<String> names) {
    /// Of a body that is searched. A larger one is forwarded unread.
    static final long LIMIT = 1024 * 1024L;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    boolean isReadable(Call call) {
        boolean known = type(call).equals(FORM) || type(call).equals(JSON);
        return known
                && call.head()
                        .headers()
                        .first("Content-Length")
                        .map(KeyBody::isWithin)
                        .orElse(true);
    }

    private static boolean isWithin(String length) {
        try {
            return Long.parseLong(length) <= LIMIT;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static String type(Call call) {
        String type = call.head().headers().first("Content-Type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /// The values of the first name that has any.
    List<String> find(Call call, Body body) {
        if (type(call).equals(FORM)) {
            return Pairs.first(body.text(), names);
        }
        Optional<ObjectNode> json = json(body);
        return names.stream()
                .flatMap(name -> json.map(object -> object.path(name)).stream())
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .limit(1)
                .toList();
    }

    private static Optional<ObjectNode> json(Body body) {
        try {
            return Json.parse(body.text()) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (Problem _) {
            return Optional.empty();
        }
    }

    /// The body without the key, for the upstream.
    Body without(Call call, Body body) {
        if (type(call).equals(FORM)) {
            return Body.of(Pairs.without(body.text(), names));
        }
        return json(body).map(object -> Body.of(Json.write(object.without(names)))).orElse(body);
    }
}
