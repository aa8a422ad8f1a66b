package io.grantway.supply;

import io.grantway.http.Json;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenRows.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/// A save that the store has not taken yet.
///
/// @param expected the generation that it comes after
record Spilled(Place place, long expected, long generation, KeptToken token, Instant expires) {
    byte[] encoded() {
        ObjectNode all = Json.object();
        all.put("id", hex(place.id())).put("config", hex(place.config()));
        all.put("workspace", place.name().workspace());
        all.put("definition", place.name().definition());
        all.put("expected", expected).put("generation", generation);
        all.put("token", Base64.getEncoder().encodeToString(token.encoded()));
        all.put("expires", expires.toEpochMilli());
        return Json.write(all).getBytes(StandardCharsets.UTF_8);
    }

    static Spilled decode(byte[] encoded) {
        ObjectNode all =
                Json.readObject(new String(encoded, StandardCharsets.UTF_8))
                        .orElseThrow(() ->
                                new IllegalArgumentException("this is no entry of this program"));
        Place place =
                new Place(
                        hash(all, "id"),
                        hash(all, "config"),
                        new DefinitionName(
                                all.path("workspace").asString(""),
                                all.path("definition").asString("")));
        return new Spilled(
                place,
                all.path("expected").asLong(0),
                all.path("generation").asLong(0),
                KeptToken.decode(Base64.getDecoder().decode(all.path("token").asString(""))),
                Instant.ofEpochMilli(all.path("expires").asLong(0)));
    }

    private static String hex(TokenHash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }

    private static TokenHash hash(ObjectNode all, String name) {
        return TokenHash.of(HexFormat.of().parseHex(all.path(name).asString("")));
    }
}
