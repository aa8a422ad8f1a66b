package io.grantway.authserver;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Makes what nobody may guess: tokens and codes of 32 letters and digits (190 bits), and ids.
public final class RandomText {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private final SecureRandom random;

    public RandomText(SecureRandom random) {
        this.random = random;
    }

    public String token() {
        StringBuilder text = new StringBuilder(LENGTH);
        byte[] bytes = new byte[LENGTH + LENGTH / 2];
        while (text.length() < LENGTH) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && text.length() < LENGTH; i++) {
                // Six bits; the two numbers without a letter are left out, not folded onto others,
                // which would make those letters likelier.
                int index = bytes[i] & 63;
                if (index < ALPHABET.length()) {
                    text.append(ALPHABET.charAt(index));
                }
            }
        }
        return text.toString();
    }

    /// An id that sorts by time (RFC 9562 §5.7).
    public UUID id(Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0xfffL);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
