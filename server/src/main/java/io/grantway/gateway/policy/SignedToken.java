package io.grantway.gateway.policy;

import io.grantway.catalog.JwtAlgorithm;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A signed token, taken apart and not yet believed (RFC 7515 §7.1).
final class SignedToken {
    private static final Set<String> ALGORITHMS =
            Arrays.stream(JwtAlgorithm.values())
                    .map(JwtAlgorithm::toString)
                    .collect(Collectors.toUnmodifiableSet());

    private final ObjectNode header;
    private final ObjectNode claims;
    private final byte[] signed;
    private final byte[] signature;

    private SignedToken(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /// What reading a text comes to.
    sealed interface Reading {
        record Read(SignedToken token) implements Reading {}

        /// @param why in Kong's words: `invalid JSON`
        record Malformed(String why) implements Reading {}
    }

    static Reading read(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first <= 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return new Reading.Malformed("invalid number of segments");
        }
        try {
            JsonNode header = json(text.substring(0, first));
            JsonNode claims = json(text.substring(first + 1, second));
            byte[] signature = Base64.getUrlDecoder().decode(text.substring(second + 1));
            byte[] signed = text.substring(0, second).getBytes(StandardCharsets.UTF_8);
            if (!(header instanceof ObjectNode fields)) {
                return new Reading.Malformed("invalid header");
            }
            if (!(claims instanceof ObjectNode claimed)) {
                return new Reading.Malformed("invalid claims");
            }
            String wrong = wrong(fields);
            return wrong.isEmpty()
                    ? new Reading.Read(new SignedToken(fields, claimed, signed, signature))
                    : new Reading.Malformed(wrong);
        } catch (IllegalArgumentException | Problem _) {
            return new Reading.Malformed("invalid JSON");
        }
    }

    private static JsonNode json(String base64) {
        return Json.parse(
                new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
    }

    private static String wrong(ObjectNode header) {
        JsonNode type = header.path("typ");
        if (!type.isMissingNode() && !type.asString("").equalsIgnoreCase("JWT")) {
            return "invalid typ";
        }
        if (!ALGORITHMS.contains(header.path("alg").asString(""))) {
            return "invalid alg";
        }
        // RFC 7515 §4.1.11: whoever does not understand an extension must not accept the token.
        return header.has("crit") ? "invalid crit" : "";
    }

    ObjectNode header() {
        return header;
    }

    ObjectNode claims() {
        return claims;
    }

    String algorithm() {
        return header.path("alg").asString("");
    }

    byte[] signed() {
        return signed;
    }

    byte[] signature() {
        return signature;
    }
}
