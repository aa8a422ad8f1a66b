package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.KeySpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key that can verify. It only ever does what its kind is for: a public key never becomes the
/// secret of an HMAC, which everybody could make then (RFC 8725 §2.1).
sealed interface VerificationKey {
    Optional<String> id();

    boolean fits(JwsAlgorithm algorithm);

    /// @param algorithm one that fits
    boolean verifies(JwsAlgorithm algorithm, byte[] message, byte[] signature);

    /// A public key.
    final class Asymmetric implements VerificationKey {
        private final Optional<String> id;
        private final Map<AsymmetricAlgorithm, SignaturePool> pools = new HashMap<>();

        Asymmetric(
                Optional<String> id,
                KeyType type,
                KeySpec spec,
                Set<AsymmetricAlgorithm> algorithms) {
            this.id = id;
            for (AsymmetricAlgorithm algorithm : algorithms) {
                pools.put(algorithm, new SignaturePool(() -> signature(algorithm, type, spec)));
            }
        }

        private static Signature signature(
                AsymmetricAlgorithm algorithm, KeyType type, KeySpec spec)
                throws GeneralSecurityException {
            PublicKey key = type.publicKey(spec);
            Signature signature = algorithm.signature();
            signature.initVerify(key);
            return signature;
        }

        @Override
        public Optional<String> id() {
            return id;
        }

        @Override
        public boolean fits(JwsAlgorithm algorithm) {
            return algorithm instanceof AsymmetricAlgorithm signing && pools.containsKey(signing);
        }

        @Override
        public boolean verifies(JwsAlgorithm algorithm, byte[] message, byte[] signature) {
            if (!(algorithm instanceof AsymmetricAlgorithm signing)
                    || (signing.signatureBytes() > 0
                            && signature.length != signing.signatureBytes())) {
                return false;
            }
            SignaturePool pool = pools.get(signing);
            return pool != null && pool.verifies(message, signature);
        }
    }

    /// A secret of both sides.
    final class SharedSecret implements VerificationKey {
        private final byte[] secret;

        SharedSecret(byte[] secret) {
            this.secret = secret.clone();
        }

        @Override
        public Optional<String> id() {
            return Optional.empty();
        }

        @Override
        public boolean fits(JwsAlgorithm algorithm) {
            return algorithm instanceof MacAlgorithm mac && secret.length >= mac.leastBytes();
        }

        @Override
        public boolean verifies(JwsAlgorithm algorithm, byte[] message, byte[] signature) {
            if (!(algorithm instanceof MacAlgorithm by) || !fits(algorithm)) {
                return false;
            }
            try {
                Mac mac = Mac.getInstance(by.jcaName());
                mac.init(new SecretKeySpec(secret, by.jcaName()));
                return MessageDigest.isEqual(mac.doFinal(message), signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + by.jcaName(), e);
            }
        }
    }
}
