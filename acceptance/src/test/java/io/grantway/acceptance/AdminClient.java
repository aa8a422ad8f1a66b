package io.grantway.acceptance;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/// The admin API of a running server, in the name of one administrator.
record AdminClient(RunningServer server, String token) {
    /// With the token that the first start made.
    static AdminClient of(RunningServer server) {
        return new AdminClient(server, server.adminToken());
    }

    AdminClient as(String otherToken) {
        return new AdminClient(server, otherToken);
    }

    Answer get(String path) throws IOException {
        return server.client().get(server.admin(path), headers());
    }

    Answer delete(String path, String... more) throws IOException {
        return server.client().delete(server.admin(path), headers(more));
    }

    Answer json(String method, String path, String json, String... more) throws IOException {
        return server.client().json(method, server.admin(path), json, headers(more));
    }

    Answer post(String path, String json) throws IOException {
        return json("POST", path, json);
    }

    Answer form(String path, Map<String, String> fields) throws IOException {
        return server.client().form(server.admin(path), fields, headers());
    }

    private String[] headers(String... more) {
        return Stream.concat(Stream.of("Kong-Admin-Token", token), Arrays.stream(more))
                .toArray(String[]::new);
    }
}
