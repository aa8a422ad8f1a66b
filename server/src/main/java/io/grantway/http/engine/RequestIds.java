package io.grantway.http.engine;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Makes request ids: 128 random bits in hexadecimal. They name a call in logs and prove nothing.
final class RequestIds {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 128;

    private final SplittableRandom random;

    RequestIds(RandomGenerator seed) {
        random = new SplittableRandom(seed.nextLong());
    }

    String next() {
        byte[] text = new byte[32];
        write(random.nextLong(), text, 0);
        write(random.nextLong(), text, 16);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void write(long bits, byte[] text, int at) {
        for (int i = 0; i < 16; i++) {
            text[at + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 0xF];
        }
    }

    /// Whether a caller's id may stand in our logs and fields.
    static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-_.:+/=".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
