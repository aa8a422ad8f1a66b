package io.grantway.authserver.identity;

import io.grantway.oauth.Pkce;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// One login that a provider was asked for, by which its answer is judged.
///
/// @param nonce that its ID token must repeat: a secret until then
/// @param verifier that redeems its code (RFC 7636): a secret
/// @param since when it was asked
/// @param anew the user must log in again there (`prompt=login`)
/// @param maxAge how long ago the user may have logged in there
public record Errand(
        String nonce, String verifier, Instant since, boolean anew, Optional<Duration> maxAge) {
    private static final int BYTES = 32;

    public static Errand begin(
            Instant now, boolean anew, Optional<Duration> maxAge, SecureRandom random) {
        return new Errand(fresh(random), fresh(random), now, anew, maxAge);
    }

    String challenge() {
        return Pkce.challenge(verifier);
    }

    /// 256 bits.
    private static String fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "Errand";
    }
}
