package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A token as it is kept, with what renews it.
///
/// @param key of the configuration that it was got with: another one must not use the access token,
///   but may go on with the refresh token
/// @param obtained when its request went off
/// @param until when it expires, where that is known
/// @param refreshToken the newest
/// @param previous the refresh token before that, for a server that never got to know that it was
///   replaced
/// @param replaced when that was
/// @param refreshUntil when the newest refresh token expires, where the server said so
public record KeptToken(
        TokenHash key,
        Instant obtained,
        Secret accessToken,
        String type,
        Optional<Instant> until,
        Optional<String> scopes,
        Optional<Secret> refreshToken,
        Optional<Secret> previous,
        Optional<Instant> replaced,
        Optional<Instant> refreshUntil) {
    /// One whose refresh token does not say how long it lives.
    public KeptToken(
            TokenHash key,
            Instant obtained,
            Secret accessToken,
            String type,
            Optional<Instant> until,
            Optional<String> scopes,
            Optional<Secret> refreshToken,
            Optional<Secret> previous,
            Optional<Instant> replaced) {
        this(
                key,
                obtained,
                accessToken,
                type,
                until,
                scopes,
                refreshToken,
                previous,
                replaced,
                Optional.empty());
    }

    /// All of it, for a store that seals it.
    public byte[] encoded() {
        ObjectNode all = Json.object();
        all.put("key", HexFormat.of().formatHex(key.bytes()));
        all.put("obtained", obtained.toEpochMilli());
        put(all, "accessToken", Optional.of(accessToken));
        all.put("type", type);
        until.ifPresent(it -> all.put("until", it.toEpochMilli()));
        scopes.ifPresent(it -> all.put("scopes", it));
        put(all, "refreshToken", refreshToken);
        put(all, "previous", previous);
        replaced.ifPresent(it -> all.put("replaced", it.toEpochMilli()));
        refreshUntil.ifPresent(it -> all.put("refreshUntil", it.toEpochMilli()));
        return Json.write(all).getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode all, String name, Optional<Secret> secret) {
        secret.ifPresent(it -> it.expose(text -> all.put(name, text)));
    }

    /// @param encoded what [#encoded] gave
    /// @throws IllegalArgumentException where it is something else
    public static KeptToken decode(byte[] encoded) {
        ObjectNode all =
                Json.readObject(new String(encoded, StandardCharsets.UTF_8))
                        .orElseThrow(() ->
                                new IllegalArgumentException("this is no token of this program"));
        return new KeptToken(
                TokenHash.of(HexFormat.of().parseHex(all.path("key").asString(""))),
                Instant.ofEpochMilli(all.path("obtained").asLong(0)),
                Secret.of(all.path("accessToken").asString("")),
                all.path("type").asString("Bearer"),
                time(all.path("until")),
                all.path("scopes").isString()
                        ? Optional.of(all.path("scopes").asString())
                        : Optional.empty(),
                secret(all.path("refreshToken")),
                secret(all.path("previous")),
                time(all.path("replaced")),
                time(all.path("refreshUntil")));
    }

    private static Optional<Instant> time(JsonNode millis) {
        return millis.isNumber()
                ? Optional.of(Instant.ofEpochMilli(millis.asLong()))
                : Optional.empty();
    }

    private static Optional<Secret> secret(JsonNode text) {
        return text.isString() ? Optional.of(Secret.of(text.asString())) : Optional.empty();
    }

    /// As it goes out to calls.
    SuppliedToken supplied(long generation) {
        return new SuppliedToken(accessToken, type, generation, until, scopes);
    }
}
