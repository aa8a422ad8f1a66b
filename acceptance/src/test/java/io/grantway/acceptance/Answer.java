package io.grantway.acceptance;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP response as the tests look at it.
record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        return JSON.readTree(body());
    }

    /// A member of the body, as text; empty when there is none.
    String text(String member) {
        return json().path(member).asString("");
    }

    /// The error and its description, as the tables of errors have them.
    String error() {
        return text("error") + ": " + text("error_description");
    }

    @Override
    public String toString() {
        return status() + " " + body();
    }
}
