package io.grantway.http;

import java.util.Map;
import java.util.Optional;

/// A request with its collected body, for code that runs on a virtual thread.
///
/// @param variables what the named parts of the route's path matched, decoded
public record Request(RequestHead head, Body body, Map<String, String> variables) {
    public Request {
        variables = Map.copyOf(variables);
    }

    public Request(RequestHead head, Body body) {
        this(head, body, Map.of());
    }

    public String id() {
        return head.id();
    }

    public String method() {
        return head.method();
    }

    public Target target() {
        return head.target();
    }

    public String path() {
        return head.target().path();
    }

    public Headers headers() {
        return head.headers();
    }

    public Optional<String> header(String name) {
        return head.headers().first(name);
    }

    /// A named part of the path.
    ///
    /// @throws IllegalArgumentException when the route has no such part
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /// The parameters of the query, decoded.
    public Parameters query() {
        String query = head.target().query();
        return query == null ? Parameters.EMPTY : Parameters.parse(query);
    }
}
