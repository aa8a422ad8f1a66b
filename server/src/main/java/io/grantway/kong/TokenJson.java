package io.grantway.kong;

import io.grantway.authserver.IssuedToken;
import io.grantway.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// A token as Kong's admin API lists it, in both of Kong's shapes (`credential_id` and `credential:
/// {id}`), without its text.
final class TokenJson {
    private TokenJson() {}

    static ObjectNode of(IssuedToken token) {
        ObjectNode json = Json.object();
        String credential = token.access().client().toString();
        json.put("id", token.access().id().toString());
        json.put("created_at", token.createdAt().getEpochSecond());
        json.put("token_type", "bearer");
        json.put("credential_id", credential);
        json.putObject("credential").put("id", credential);
        token.access()
                .audience()
                .map(UUID::toString)
                .ifPresentOrElse(
                        service -> {
                            json.put("service_id", service);
                            json.putObject("service").put("id", service);
                        },
                        () -> {
                            json.putNull("service_id");
                            json.putNull("service");
                        });
        json.put(
                "scope",
                token.access().scopes().isEmpty() ? null : token.access().scopes().toString());
        json.put("authenticated_userid", token.access().subject().orElse(null));
        json.put("expires_in", lifetime(token));
        json.put("fingerprint", token.accessHash().fingerprint());
        json.put("has_refresh_token", token.refreshHash().isPresent());
        return json;
    }

    /// The life it was given, in seconds, as Kong lists it; 0 for one that never expires.
    private static long lifetime(IssuedToken token) {
        Instant end = token.access().expiresAt();
        return end.equals(Instant.MAX) ? 0 : Duration.between(token.createdAt(), end).toSeconds();
    }
}
