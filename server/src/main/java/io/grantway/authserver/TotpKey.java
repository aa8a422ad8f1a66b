package io.grantway.authserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a user's authenticator app and this server both know, and make codes of (RFC 6238): six
/// digits by HMAC-SHA-1, new each 30 seconds, which is what every app understands. Cannot be
/// printed.
public final class TotpKey {
    /// RFC 4226 §4: as long as the hash.
    private static final int BYTES = 20;

    private static final long STEP_SECONDS = 30;

    /// A code may be one step old or new: clocks differ, and typing takes time (RFC 6238 §5.2).
    private static final int DRIFT = 1;

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] bytes;

    private TotpKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public static TotpKey fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new TotpKey(bytes);
    }

    /// @param bytes that [#bytes] gave
    public static TotpKey of(byte[] bytes) {
        return new TotpKey(bytes);
    }

    /// To be kept, sealed.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// For the app, and for people to type (RFC 4648 §6).
    public String text() {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = (buffer << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((buffer >>> bits) & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }

    /// The step of time that a code is of; empty where it is wrong, too old, or not newer than the
    /// last one that was used. Every step is compared, in constant time.
    public OptionalLong step(String code, Instant now, long lastUsed) {
        if (!CODE.matcher(code).matches()) {
            return OptionalLong.empty();
        }
        long current = now.getEpochSecond() / STEP_SECONDS;
        long found = -1;
        for (long step = current - DRIFT; step <= current + DRIFT; step++) {
            if (same(code(step), code) && step > lastUsed) {
                found = Math.max(found, step);
            }
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /// What the app shows at that time.
    public String code(Instant time) {
        return code(time.getEpochSecond() / STEP_SECONDS);
    }

    /// RFC 4226 §5.3
    private String code(long step) {
        byte[] hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    }

    private byte[] hmac(byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes, "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-1", e);
        }
    }

    private static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                presented.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TotpKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
