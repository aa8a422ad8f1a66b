package io.grantway.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Mac;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// How a token is signed (RFC 7518 §3.1, RFC 8037). There is no `none`.
public enum JwtAlgorithm {
    /// HMAC.
    HMAC_SHA_256("HS256", "HmacSHA256", 0),
    HMAC_SHA_384("HS384", "HmacSHA384", 0),
    HMAC_SHA_512("HS512", "HmacSHA512", 0),
    /// RSASSA-PKCS1-v1_5.
    RSA_SHA_256("RS256", "SHA256withRSA", 0),
    RSA_SHA_384("RS384", "SHA384withRSA", 0),
    RSA_SHA_512("RS512", "SHA512withRSA", 0),
    /// ECDSA with the curve that goes with the hash (RFC 7518 §3.4).
    ECDSA_SHA_256("ES256", "SHA256withECDSAinP1363Format", 256),
    ECDSA_SHA_384("ES384", "SHA384withECDSAinP1363Format", 384),
    /// RFC 8037.
    EDDSA("EdDSA", "EdDSA", 0);

    /// RFC 7518 §3.3
    private static final int LEAST_RSA_BITS = 2048;

    private final String wireName;
    private final String jcaName;
    private final int curveBits;

    JwtAlgorithm(String wireName, String jcaName, int curveBits) {
        this.wireName = wireName;
        this.jcaName = jcaName;
        this.curveBits = curveBits;
    }

    /// Whether the key is a secret that both sides share.
    public boolean isSymmetric() {
        return jcaName.startsWith("Hmac");
    }

    /// Reads a public key in PEM.
    ///
    /// @throws IllegalArgumentException where it is none, or not one for this algorithm
    PublicKey publicKey(String pem) {
        PublicKey key = read(pem);
        String wrong =
                switch (this) {
                    case RSA_SHA_256, RSA_SHA_384, RSA_SHA_512 -> wrongRsa(key);
                    case ECDSA_SHA_256, ECDSA_SHA_384 ->
                            key instanceof ECPublicKey ec
                                            && ec.getParams().getOrder().bitLength() == curveBits
                                    ? ""
                                    : "an EC key on the curve P-" + curveBits;
                    case EDDSA -> key instanceof EdECPublicKey ? "" : "an Ed25519 key";
                    case HMAC_SHA_256, HMAC_SHA_384, HMAC_SHA_512 -> "no public key, but a secret";
                };
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "rsaPublicKey must be right for the algorithm " + this + ": " + wrong);
        }
        return key;
    }

    private static String wrongRsa(PublicKey key) {
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                ? ""
                : "an RSA key of " + LEAST_RSA_BITS + " bits or more";
    }

    private static PublicKey read(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof SubjectPublicKeyInfo info) {
                return new JcaPEMKeyConverter().getPublicKey(info);
            }
        } catch (IOException | IllegalArgumentException _) {
            // As below: the text is no key.
        }
        throw new IllegalArgumentException(
                "rsaPublicKey must be a public key in PEM: -----BEGIN PUBLIC KEY----- …");
    }

    /// Whether a signature is this algorithm's, of these bytes, by the key's owner.
    boolean verifies(Key key, byte[] signed, byte[] signature) {
        try {
            if (isSymmetric()) {
                Mac mac = Mac.getInstance(jcaName);
                mac.init(key);
                return MessageDigest.isEqual(mac.doFinal(signed), signature);
            }
            Signature check = Signature.getInstance(jcaName);
            check.initVerify((PublicKey) key);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            // A signature of the wrong shape; the key was checked when it was read.
            return false;
        }
    }

    /// As in a token's header and in a configuration.
    @Override
    public String toString() {
        return wireName;
    }
}
