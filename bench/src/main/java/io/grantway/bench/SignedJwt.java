package io.grantway.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/// A JWT of about 900 bytes, signed RS256 by a key of its own: what a large provider issues.
///
/// @param publicKeyPem the key to check it by
record SignedJwt(String text, String publicKeyPem) {
    static SignedJwt fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            String signed =
                    encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}")
                            + "."
                            + encoded(claims());
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            String key =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(pair.getPublic().getEncoded());
            return new SignedJwt(
                    signed + "." + encoded(signature.sign()),
                    "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RS256", e);
        }
    }

    private static String claims() {
        return """
        {"iss":"https://issuer.example","sub":"0f4b5e0c","aud":"event","client_id":"clientid",\
        "scope":"read write","exp":%d,"filler":"%s"}\
        """
                .formatted(Instant.now().getEpochSecond() + 86_400, "x".repeat(230));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
