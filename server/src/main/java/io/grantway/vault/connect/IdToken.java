package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an ID token says of the user. It came from the token endpoint itself, which TLS has named:
/// its signature need not be looked at (OpenID Connect Core §3.1.3.7, 6).
final class IdToken {
    private IdToken() {}

    /// Empty where it is none, or is for another client.
    static Optional<ObjectNode> claims(Secret token, String client) {
        return token.expose(IdToken::payload).filter(claims -> isFor(claims.path("aud"), client));
    }

    private static Optional<ObjectNode> payload(String token) {
        String[] parts = token.split("[.]", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(parts[1]);
            return Json.readObject(new String(json, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isFor(JsonNode audience, String client) {
        if (audience.isString()) {
            return audience.asString().equals(client);
        }
        for (JsonNode each : audience) {
            if (each.isString() && each.asString().equals(client)) {
                return true;
            }
        }
        return false;
    }
}
