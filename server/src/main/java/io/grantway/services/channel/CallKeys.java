package io.grantway.services.channel;

import io.grantway.gateway.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds keys in the query and the cookies of a call.
final class CallKeys {
    private CallKeys() {}

    /// The first parameter of a name, which the service then does not see.
    static Optional<String> takeFromQuery(Call call, String name) {
        String query = call.query();
        if (query == null) {
            return Optional.empty();
        }
        List<String> kept = new ArrayList<>();
        Optional<String> found = Optional.empty();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                found = found.or(() -> Optional.of(value));
            } else {
                kept.add(pair);
            }
        }
        if (found.isPresent()) {
            call.replaceQuery(kept.isEmpty() ? null : String.join("&", kept));
        }
        return found;
    }

    /// The first cookie of a name (RFC 6265 §4.2.1).
    static Optional<String> cookie(Call call, String name) {
        for (String field : call.head().headers().all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                String each = pair.strip();
                if (each.startsWith(name + "=")) {
                    return Optional.of(each.substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
