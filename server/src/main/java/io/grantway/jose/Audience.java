package io.grantway.jose;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whom a token is for (RFC 7519 §4.1.3): `aud`, which is one text or a list of them.
public final class Audience {
    private Audience() {}

    /// Those that a token names; empty where it names nobody, or not as the RFC says.
    public static List<String> of(ObjectNode claims) {
        JsonNode aud = claims.path("aud");
        if (aud.isString()) {
            return List.of(aud.asString());
        }
        return aud.isArray()
                ? aud.valueStream().map(each -> each.asString("")).toList()
                : List.of();
    }
}
