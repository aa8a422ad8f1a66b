package io.grantway.jose;

import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JWT in the compact form (RFC 7515 §7.1) whose signature nobody has looked at. What it claims
/// is good for choosing the keys to verify it with, and for nothing else.
public final class UnverifiedJwt implements JwtReading {
    /// The most characters of a token.
    public static final int LONGEST = 16 * 1024;

    private final ObjectNode header;
    private final ObjectNode claims;
    private final byte[] signed;
    private final byte[] signature;

    private UnverifiedJwt(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    public static JwtReading read(String token) {
        if (token.length() > LONGEST) {
            return new Refused(
                    Reason.TOO_LARGE, "the token has more than " + LONGEST + " characters");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            return malformed("the token does not have three parts");
        }
        Optional<ObjectNode> header = object(token.substring(0, first));
        Optional<ObjectNode> claims = object(token.substring(first + 1, second));
        Optional<byte[]> signature = JoseJson.decode(token.substring(second + 1));
        if (header.isEmpty() || claims.isEmpty()) {
            return malformed(
                    "the token's "
                            + (header.isEmpty() ? "header" : "claims")
                            + " must be a JSON object in base64url, no member twice");
        }
        if (signature.isEmpty()) {
            return malformed("the token's signature must be base64url");
        }
        return headerMistake(header.get())
                .<JwtReading>map(UnverifiedJwt::malformed)
                .orElseGet(() ->
                        new UnverifiedJwt(
                                header.get(),
                                claims.get(),
                                token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                                signature.get()));
    }

    private static Optional<ObjectNode> object(String part) {
        return JoseJson.decode(part).flatMap(JoseJson::parse);
    }

    private static Optional<String> headerMistake(ObjectNode header) {
        if (!header.path("alg").isString()) {
            return Optional.of("the token's header must say its alg");
        }
        for (String member : new String[] {"kid", "typ"}) {
            if (header.has(member) && !header.path(member).isString()) {
                return Optional.of("the header's " + member + " must be a text");
            }
        }
        return Optional.empty();
    }

    private static Refused malformed(String why) {
        return new Refused(Reason.MALFORMED, why);
    }

    public ObjectNode header() {
        return header;
    }

    public ObjectNode claims() {
        return claims;
    }

    /// What the header's `alg` says.
    public String algorithm() {
        return header.path("alg").asString();
    }

    public Optional<String> keyId() {
        return header("kid");
    }

    public Optional<String> type() {
        return header("typ");
    }

    private Optional<String> header(String member) {
        JsonNode value = header.path(member);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    byte[] signed() {
        return signed;
    }

    byte[] signature() {
        return signature;
    }

    /// Never the token.
    @Override
    public String toString() {
        return "UnverifiedJwt";
    }
}
