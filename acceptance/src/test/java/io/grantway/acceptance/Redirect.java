package io.grantway.acceptance;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Where a client gets its user back, and what comes with them.
record Redirect(URI uri) {
    static Redirect of(String uri) {
        return new Redirect(URI.create(uri));
    }

    String query(String name) {
        return value(uri.getRawQuery(), name);
    }

    String fragment(String name) {
        return value(uri.getRawFragment(), name);
    }

    private static String value(String encoded, String name) {
        Map<String, String> values = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            values.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return values.getOrDefault(name, "");
    }
}
