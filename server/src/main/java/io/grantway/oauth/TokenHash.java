package io.grantway.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a token, a code or a session id: all that is ever kept of one. Four words, so
/// that it is a cheap key.
public record TokenHash(long a, long b, long c, long d) {
    public static TokenHash of(String token) {
        ByteBuffer digest =
                ByteBuffer.wrap(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenHash(
                digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /// @param bytes the 32 bytes that [#bytes] gave
    public static TokenHash of(byte[] bytes) {
        ByteBuffer digest = ByteBuffer.wrap(bytes);
        return new TokenHash(
                digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
    }

    /// The first eight hexadecimal digits: enough to tell tokens apart in a log or a list, useless
    /// as a token.
    public String fingerprint() {
        return HexFormat.of().toHexDigits(a).substring(0, 8);
    }

    /// The digits spread evenly already; one word of them is as good a hash as any.
    @Override
    public int hashCode() {
        return (int) a;
    }

    @Override
    public String toString() {
        return fingerprint();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
