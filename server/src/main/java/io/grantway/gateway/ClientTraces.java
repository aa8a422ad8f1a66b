package io.grantway.gateway;

import io.grantway.http.HeaderEdits;
import java.util.List;

/// What a client brought for this gateway alone. It must not reach a server outside that the
/// gateway calls in its own name: its credentials would open what they were meant for, and its
/// address is nobody's business there.
final class ClientTraces {
    private static final List<String> NAMES =
            List.of(
                    "Authorization",
                    "Cookie",
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Port",
                    "X-Forwarded-Proto");

    private ClientTraces() {}

    static void hide(HeaderEdits edits) {
        NAMES.forEach(edits::remove);
    }
}
