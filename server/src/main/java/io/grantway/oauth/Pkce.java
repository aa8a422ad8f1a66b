package io.grantway.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Proof key for code exchange, method S256 (RFC 7636 §4). `plain` does not exist here.
public final class Pkce {
    public static final String S256 = "S256";

    private Pkce() {}

    /// Whether a verifier is the one that the challenge was made from (§4.6); compared in constant
    /// time, since a difference in time would tell a thief of the code how close a guess is.
    public static boolean matches(String verifier, String challenge) {
        return MessageDigest.isEqual(
                challenge(verifier).getBytes(StandardCharsets.US_ASCII),
                challenge.getBytes(StandardCharsets.US_ASCII));
    }

    /// The challenge for a verifier: base64url without padding of its SHA-256 (§4.2).
    public static String challenge(String verifier) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
