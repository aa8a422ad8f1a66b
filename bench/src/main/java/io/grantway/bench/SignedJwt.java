package io.grantway.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/// A JWT of about 900 bytes, signed by a key of its own: what a large provider issues.
///
/// @param publicKeyPem the key to check it by
record SignedJwt(String algorithm, String text, String publicKeyPem) {
    static SignedJwt fresh() {
        return by("RS256");
    }

    /// @param algorithm `RS256`, `ES256` or `EdDSA`
    static SignedJwt by(String algorithm) {
        try {
            KeyPair pair = pair(algorithm);
            String signed =
                    encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"bench\"}")
                            + "."
                            + encoded(claims(algorithm));
            Signature signature =
                    Signature.getInstance(
                            switch (algorithm) {
                                case "RS256" -> "SHA256withRSA";
                                case "ES256" -> "SHA256withECDSAinP1363Format";
                                default -> "Ed25519";
                            });
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            String key =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(pair.getPublic().getEncoded());
            return new SignedJwt(
                    algorithm,
                    signed + "." + encoded(signature.sign()),
                    "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(
                        switch (algorithm) {
                            case "RS256" -> "RSA";
                            case "ES256" -> "EC";
                            default -> "Ed25519";
                        });
        if (!algorithm.equals("EdDSA")) {
            generator.initialize(algorithm.equals("RS256") ? 2048 : 256);
        }
        return generator.generateKeyPair();
    }

    private static String claims(String algorithm) {
        return """
        {"iss":"https://%s.example","sub":"0f4b5e0c","aud":"event","client_id":"clientid",\
        "scope":"read write","exp":%d,"filler":"%s"}\
        """
                .formatted(algorithm, Instant.now().getEpochSecond() + 86_400, "x".repeat(230));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
