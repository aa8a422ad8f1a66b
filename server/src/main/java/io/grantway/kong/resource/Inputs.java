package io.grantway.kong.resource;

import io.grantway.http.FormBody;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The body of a request as a tree: JSON, a form, or nothing.
final class Inputs {
    private Inputs() {}

    static ObjectNode read(Request request, Kind kind) {
        return read(request, kind.schema());
    }

    /// @param schema of an entity that a form changes, by which its texts become what they mean
    static ObjectNode read(Request request, Function<ObjectNode, Schema> schema) {
        String type = request.header("Content-Type").orElse("");
        if (FormBody.isForm(type)) {
            return form(request, schema);
        }
        if (request.body().isEmpty()) {
            return Json.object();
        }
        if (!isJson(type)) {
            throw Refused.plain(
                    415,
                    "Unsupported Content-Type: send application/json,"
                            + " application/x-www-form-urlencoded or multipart/form-data");
        }
        return json(request);
    }

    private static boolean isJson(String type) {
        return type.toLowerCase(Locale.ROOT).matches("application/([a-z0-9.-]+\\+)?json\\s*(;.*)?");
    }

    static ObjectNode json(Request request) {
        try {
            if (Json.parse(request.body().text()) instanceof ObjectNode object) {
                return object;
            }
        } catch (Problem _) {
            // As below.
        }
        throw Refused.plain(400, "Cannot parse JSON body");
    }

    private static ObjectNode form(Request request, Function<ObjectNode, Schema> schema) {
        try {
            ObjectNode texts = FormTree.of(FormBody.read(request));
            return FormTree.typed(texts, schema.apply(texts));
        } catch (Problem problem) {
            throw Refused.plain(problem.status(), problem.detail());
        }
    }
}
