package io.grantway.vault.oauth1;

import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature methods (RFC 5849 §3.4.2 to §3.4.4), and HMAC-SHA256 as several providers have it.
public final class Signatures {
    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final Pattern PUBLIC =
            Pattern.compile(
                    "-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private Signatures() {}

    public static String hmac(String algorithm, String baseString, SigningSecrets secrets) {
        return secrets.joined(key -> {
            try {
                Mac mac = Mac.getInstance(algorithm);
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), algorithm));
                return base64(mac.doFinal(baseString.getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
            }
        });
    }

    /// RFC 5849 §3.4.4: the secrets themselves.
    public static String plaintext(SigningSecrets secrets) {
        return secrets.joined(key -> key);
    }

    public static String rsaSha1(String baseString, Secret privateKey) {
        try {
            Signature signature = Signature.getInstance("SHA1withRSA");
            signature.initSign(rsaKey(privateKey));
            signature.update(baseString.getBytes(StandardCharsets.US_ASCII));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("privateKey cannot sign", e);
        }
    }

    /// Whether a signature is right.
    ///
    /// @param publicKey as PEM
    /// @throws IllegalArgumentException where that is no RSA key
    public static boolean isRsaSha1(String baseString, String signature, String publicKey) {
        Matcher block = PUBLIC.matcher(publicKey);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "the public key must be PEM with -----BEGIN PUBLIC KEY-----");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(1));
            Signature check = Signature.getInstance("SHA1withRSA");
            check.initVerify(
                    KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
            check.update(baseString.getBytes(StandardCharsets.US_ASCII));
            return isRight(check, signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the public key is no RSA key", e);
        }
    }

    private static boolean isRight(Signature check, String signature) {
        try {
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException _) {
            return false;
        }
    }

    /// Refuses a key that could not sign.
    ///
    /// @throws IllegalArgumentException with a text for whoever configured it
    public static PrivateKey rsaKey(Secret pem) {
        byte[] der = pem.expose(Signatures::decoded);
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("privateKey is no RSA key", e);
        }
    }

    private static byte[] decoded(String pem) {
        Matcher block = PKCS8.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "privateKey must be PEM with -----BEGIN PRIVATE KEY----- (PKCS#8); openssl"
                            + " pkcs8 -topk8 -nocrypt makes it of others");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(block.group(1).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("privateKey is no sound PEM", e);
        }
    }

    /// The hash of a body that no parameter holds (the extension "OAuth Request Body Hash").
    public static String bodyHash(String algorithm, byte[] body) {
        try {
            return base64(MessageDigest.getInstance(algorithm).digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
