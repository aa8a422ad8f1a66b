package io.grantway.gateway;

import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import java.util.ArrayList;
import java.util.List;

/// The cookies by which this server knows its own users. Browsers send them to every path of the
/// host, but an API must not see them: whoever runs it could act as the user at the login pages.
final class OwnCookies {
    private static final String COOKIE = "Cookie";

    /// What the name of every cookie of this server begins with.
    private static final String PREFIX = "__Host-grantway-";

    private OwnCookies() {}

    /// Takes them out of what goes upstream, and leaves the API its own.
    static void hide(Headers received, HeaderEdits upstream) {
        if (!received.contains(COOKIE)) {
            return;
        }
        List<String> lines = received.all(COOKIE);
        if (lines.stream().noneMatch(line -> line.contains(PREFIX))) {
            return;
        }
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            for (String pair : line.split(";", -1)) {
                if (!pair.isBlank() && !pair.strip().startsWith(PREFIX)) {
                    kept.add(pair.strip());
                }
            }
        }
        if (kept.isEmpty()) {
            upstream.remove(COOKIE);
        } else {
            upstream.set(COOKIE, String.join("; ", kept));
        }
    }
}
