package io.grantway.jose;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON and base64url as JOSE wants them: no member twice on any level, nothing after the object,
/// no padding, one spelling for one value (RFC 7515 §2, §4; RFC 8725 §2.4).
final class JoseJson {
    private static final int DEEPEST = 32;
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private JoseJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    static Optional<ObjectNode> parse(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /// Reads UTF-8 only. A parser that is given the bytes would take UTF-16 too, which others read
    /// as something else.
    static Optional<ObjectNode> parse(byte[] utf8) {
        try {
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    static byte[] base64(byte[] bytes) {
        return ENCODER.encode(bytes);
    }

    static String base64Text(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /// Decodes the one right spelling of some bytes: bits left over at the end must be zero, or one
    /// token could be written in several ways.
    static Optional<byte[]> decode(String text) {
        if (!text.isEmpty()) {
            int last = DIGITS.indexOf(text.charAt(text.length() - 1));
            int unused =
                    switch (text.length() % 4) {
                        case 2 -> 0xF;
                        case 3 -> 0x3;
                        default -> 0;
                    };
            if (last < 0 || (last & unused) != 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
