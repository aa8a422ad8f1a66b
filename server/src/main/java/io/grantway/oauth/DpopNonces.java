package io.grantway.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The nonces that proofs of DPoP must carry, so that none can be made long before its use (RFC
/// 9449 §8). Nothing is kept of them: each is the time, sealed with a key of this process.
public final class DpopNonces {
    /// Each counts for this long at least, and for twice as long at most.
    private static final Duration SLOT = Duration.ofMinutes(5);

    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final SecretKeySpec key;

    public DpopNonces(InstantSource clock, SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.clock = clock;
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /// The one to give out now.
    public String current() {
        return of(slot());
    }

    /// Whether a nonce was given out here a short time ago.
    public boolean isOurs(String nonce) {
        long now = slot();
        return same(nonce, of(now)) || same(nonce, of(now - 1));
    }

    private long slot() {
        return Math.floorDiv(clock.millis(), SLOT.toMillis());
    }

    private String of(long slot) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] sealed = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(slot).array());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
