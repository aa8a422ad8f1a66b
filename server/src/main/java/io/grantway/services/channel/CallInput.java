package io.grantway.services.channel;

import io.grantway.config.Secret;
import io.grantway.gateway.Call;
import io.grantway.gateway.PathPattern;
import io.grantway.http.Body;
import io.grantway.http.FormBody;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.services.InvocationBody;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request gives a service: values of the path, the query and a form, by name and in this
/// order where two have one name; JSON as a tree; any other body as it came.
record CallInput(Map<String, String> values, InvocationBody body) {
    /// @param collected of the call; a policy may have put another in its place
    /// @throws Problem 400 where query or body is not what it says
    static CallInput of(Call call, PathPattern path, Body collected) {
        Map<String, String> values = new HashMap<>();
        path.variables(call.head().target().path())
                .forEach((name, value) -> values.put(name, decoded(value)));
        String query = call.query();
        if (query != null) {
            add(values, Parameters.parse(query));
        }
        Body replaced = call.replacement();
        return new CallInput(
                values, body(call.head(), replaced == null ? collected : replaced, values));
    }

    private static InvocationBody body(RequestHead head, Body body, Map<String, String> values) {
        if (body.isEmpty()) {
            return InvocationBody.NONE;
        }
        String type = head.headers().first("Content-Type").orElse("");
        if (isJson(type)) {
            return new InvocationBody.Tree(Json.parse(body.text()));
        }
        if (FormBody.isForm(type)) {
            add(values, FormBody.read(new Request(head, body)));
            return InvocationBody.NONE;
        }
        return new InvocationBody.Raw(type, body);
    }

    private static void add(Map<String, String> values, Parameters more) {
        more.names().forEach(name -> values.putIfAbsent(name, more.first(name).orElse("")));
    }

    static boolean isJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type =
                (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.endsWith("+json");
    }

    /// A plus sign is one, in a path.
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The token that the policies found good, and nothing that they did not look at.
    static Optional<Secret> token(Call call) {
        if (call.token().isEmpty()) {
            return Optional.empty();
        }
        return call.head()
                .headers()
                .first("Authorization")
                .filter(value ->
                        value.regionMatches(true, 0, "Bearer ", 0, 7)
                                || value.regionMatches(true, 0, "DPoP ", 0, 5))
                .map(value -> Secret.of(value.substring(value.indexOf(' ') + 1).strip()));
    }
}
