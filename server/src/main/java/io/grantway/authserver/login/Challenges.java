package io.grantway.authserver.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Challenges for passkeys (Web Authentication Level 3 §13.4.3): each good for one browser, one
/// purpose, one use and five minutes. Nothing is kept of one before it is used, so that asking for
/// millions costs no memory and takes nobody's away.
final class Challenges {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int RANDOM = 16;
    private static final int OPEN = RANDOM + Long.BYTES;
    private static final int MOST = 100_000;

    private final SecureRandom random;
    private final InstantSource clock;
    private final SecretKeySpec key;
    private final Cache<String, Boolean> used;

    Challenges(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        this.used =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(LIFE)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    /// @param cookie of the browser it is for
    /// @param purpose it is for
    String fresh(String cookie, String purpose) {
        byte[] open = new byte[RANDOM];
        random.nextBytes(open);
        ByteBuffer challenge = ByteBuffer.allocate(OPEN + 32);
        challenge.put(open).putLong(clock.instant().plus(LIFE).toEpochMilli());
        challenge.put(mac(challenge.array(), cookie, purpose));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(challenge.array());
    }

    /// Uses one up.
    ///
    /// @return its bytes, where it was made for this and is still good
    Optional<byte[]> take(String challenge, String cookie, String purpose) {
        byte[] bytes = decoded(challenge);
        if (bytes.length != OPEN + 32
                || !MessageDigest.isEqual(
                        mac(bytes, cookie, purpose), Arrays.copyOfRange(bytes, OPEN, OPEN + 32))) {
            return Optional.empty();
        }
        boolean late = ByteBuffer.wrap(bytes).getLong(RANDOM) <= clock.millis();
        boolean first = used.asMap().putIfAbsent(challenge, true) == null;
        return late || !first ? Optional.empty() : Optional.of(bytes);
    }

    private static byte[] decoded(String challenge) {
        try {
            return Base64.getUrlDecoder().decode(challenge);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(byte[] challenge, String cookie, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(challenge, 0, OPEN);
            return mac.doFinal((purpose + '\0' + cookie).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }
}
