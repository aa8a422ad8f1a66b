package io.grantway.jose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// What binds a code or a token to the ID token that comes with it: the left half of its hash, by
/// the hash of the ID token's own signature (OpenID Connect Core §3.1.3.6, §3.3.2.11). Ed25519 has
/// SHA-512 in it.
public final class HalfHash {
    private HalfHash() {}

    /// @param algorithm of the ID token's signature, as in its header
    public static String of(String value, String algorithm) {
        String name = algorithm.equals(SigningAlgorithm.EDDSA.wireName()) ? "SHA-512" : "SHA-256";
        try {
            byte[] hash =
                    MessageDigest.getInstance(name).digest(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
