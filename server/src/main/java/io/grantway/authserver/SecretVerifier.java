package io.grantway.authserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.config.Secret;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Decides whether a client's presented secret is the stored one: clear text from a configuration,
/// the SHA-256 of a secret made here, or a stretched one ([PasswordHash]).
///
/// A stretched secret that fitted once is remembered by a hash, so that a client pays for the
/// stretching once and not with each token. What did not fit is not remembered, and only a few are
/// stretched at once: guessing must not take the processor away from everybody else.
public final class SecretVerifier {
    private static final String SHA256 = "sha256:";
    private static final long REMEMBERED = 10_000;

    private final Semaphore places;
    private final long patienceMillis;
    private final Cache<TokenHash, Boolean> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

    /// @param atOnce secrets that may be stretched at the same time
    /// @param patienceMillis how long a request waits for its turn before it is sent away
    public SecretVerifier(int atOnce, long patienceMillis) {
        this.places = new Semaphore(atOnce, true);
        this.patienceMillis = patienceMillis;
    }

    /// What is stored of a secret that was made here: it has too many bits to need stretching.
    public static String ofGenerated(String secret) {
        return SHA256 + HexFormat.of().formatHex(TokenHash.of(secret).bytes());
    }

    /// Whether a presented secret is the one made here of which this is stored: its hash, or
    /// itself.
    public static boolean isSame(String stored, String presented) {
        return sameHash(
                stored.startsWith(SHA256) ? stored : ofGenerated(stored), ofGenerated(presented));
    }

    /// Whether what is stored is not the secret itself, which then cannot be the key of a MAC.
    public static boolean isHash(String stored) {
        return stored.startsWith(SHA256) || PasswordHash.isHash(stored);
    }

    /// Whether a presented secret fits, where that can be said without stretching it. Does not
    /// block.
    public Optional<Boolean> known(Secret stored, String presented) {
        return stored.expose(text -> {
            if (text.startsWith(SHA256) || !PasswordHash.isHash(text)) {
                return Optional.of(matches(stored, presented));
            }
            return Optional.ofNullable(verified.getIfPresent(key(text, presented)));
        });
    }

    private static TokenHash key(String phc, String presented) {
        return TokenHash.of(phc + '\0' + presented);
    }

    /// Whether a presented secret fits. May block; call it on a virtual thread.
    ///
    /// @throws OAuthRefusal when too many others are being checked
    public boolean matches(Secret stored, String presented) {
        return stored.expose(text -> {
            if (text.startsWith(SHA256)) {
                return sameHash(text, ofGenerated(presented));
            }
            return PasswordHash.isHash(text)
                    ? stretched(text, presented)
                    : sameHash(ofGenerated(text), ofGenerated(presented));
        });
    }

    private boolean stretched(String phc, String presented) {
        TokenHash key = key(phc, presented);
        if (verified.getIfPresent(key) != null) {
            return true;
        }
        takePlace();
        try {
            // Another request of the same client may have done the work while this one waited.
            boolean fits =
                    verified.getIfPresent(key) != null || PasswordHash.matches(phc, presented);
            if (fits) {
                verified.put(key, true);
            }
            return fits;
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        boolean taken;
        try {
            taken = places.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            taken = false;
        }
        if (!taken) {
            throw new OAuthRefusal(Refusal.TOO_MANY_ATTEMPTS)
                    .because("too many client secrets are being checked at once");
        }
    }

    /// Hashes are compared, not texts: a difference in length must not show in the time.
    private static boolean sameHash(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
