package io.grantway.fakeprovider;

import io.grantway.http.Json;
import io.grantway.http.Response;
import tools.jackson.databind.JsonNode;

/// What a call gets.
sealed interface Answer {
    record Whole(Response response) implements Answer {}

    /// So many bytes, made while they are sent.
    record Stream(long bytes) implements Answer {}

    /// Nothing: the connection is closed.
    record Lost() implements Answer {}

    static Answer of(Response response) {
        return new Whole(response);
    }

    static Answer json(int status, JsonNode json) {
        return new Whole(Response.json(status, Json.write(json)).with("Cache-Control", "no-store"));
    }

    static Answer html(int status, String html) {
        return new Whole(Response.html(status, html).with("Cache-Control", "no-store"));
    }

    /// An error in the words of RFC 6749 §5.2.
    static Answer error(int status, String error, String description) {
        return json(
                status, Json.object().put("error", error).put("error_description", description));
    }

    static Answer nothingThere() {
        return error(404, "not_found", "there is nothing here; see grantway fake-provider --help");
    }
}
