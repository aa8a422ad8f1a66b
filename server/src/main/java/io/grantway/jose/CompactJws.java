package io.grantway.jose;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// Puts a signed JWT together in the compact form (RFC 7515 §7.1).
final class CompactJws {
    private CompactJws() {}

    /// @param header JSON
    /// @param sign gives the signature of some bytes
    static String of(byte[] header, ObjectNode claims, UnaryOperator<byte[]> sign) {
        byte[] first = JoseJson.base64(header);
        byte[] payload = JoseJson.base64(JoseJson.bytes(claims));
        byte[] signed = new byte[first.length + 1 + payload.length];
        System.arraycopy(first, 0, signed, 0, first.length);
        signed[first.length] = '.';
        System.arraycopy(payload, 0, signed, first.length + 1, payload.length);
        byte[] signature = JoseJson.base64(sign.apply(signed));
        byte[] token = new byte[signed.length + 1 + signature.length];
        System.arraycopy(signed, 0, token, 0, signed.length);
        token[signed.length] = '.';
        System.arraycopy(signature, 0, token, signed.length + 1, signature.length);
        return new String(token, StandardCharsets.ISO_8859_1);
    }
}
