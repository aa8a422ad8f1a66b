package io.grantway.gateway;

import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import java.util.List;

/// The fields by which frameworks let a client name another method or path than the request line
/// does. Where an API has operations they are not sent on: a token for reading could delete, by a
/// `GET` that says `X-HTTP-Method-Override: DELETE`.
final class OverridingFields {
    private static final List<String> NAMES =
            List.of(
                    "X-HTTP-Method-Override",
                    "X-HTTP-Method",
                    "X-Method-Override",
                    "X-Original-URL",
                    "X-Rewrite-URL");

    private OverridingFields() {}

    static void hide(Headers received, HeaderEdits edits) {
        for (String name : NAMES) {
            if (received.contains(name)) {
                edits.remove(name);
            }
        }
    }
}
