package io.grantway.supply;

import io.grantway.config.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a token endpoint gave at the end of a flow, not kept yet.
///
/// @param obtained when its request went off
/// @param until when the access token expires, where that is known
/// @param refreshUntil when the refresh token does, where the answer says so
/// @param metadata what the answer held beside tokens, by the paths that were asked for (`a.b`)
/// @param idToken RFC 6749 §5.1 with OpenID Connect; not verified
public record FirstToken(
        Instant obtained,
        Secret accessToken,
        String type,
        Optional<Instant> until,
        Optional<String> scopes,
        Optional<Secret> refreshToken,
        Optional<Instant> refreshUntil,
        Map<String, String> metadata,
        Optional<Secret> idToken) {
    public FirstToken {
        metadata = Map.copyOf(metadata);
    }

    @Override
    public String toString() {
        return "FirstToken[" + type + "]";
    }
}
