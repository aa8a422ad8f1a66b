package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.KeySpec;
import java.util.EnumMap;
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
        private static final int ES256_BYTES = 64;

        private final Optional<String> id;
        private final Map<SigningAlgorithm, SignaturePool> pools =
                new EnumMap<>(SigningAlgorithm.class);

        Asymmetric(
                Optional<String> id, KeyType type, KeySpec spec, Set<SigningAlgorithm> algorithms) {
            this.id = id;
            for (SigningAlgorithm algorithm : algorithms) {
                pools.put(algorithm, new SignaturePool(() -> signature(algorithm, type, spec)));
            }
        }

        private static Signature signature(SigningAlgorithm algorithm, KeyType type, KeySpec spec)
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
            return algorithm instanceof SigningAlgorithm signing && pools.containsKey(signing);
        }

        @Override
        public boolean verifies(JwsAlgorithm algorithm, byte[] message, byte[] signature) {
            if (!(algorithm instanceof SigningAlgorithm signing)
                    || (signing == SigningAlgorithm.ES256 && signature.length != ES256_BYTES)) {
                return false;
            }
            SignaturePool pool = pools.get(signing);
            return pool != null && pool.verifies(message, signature);
        }
    }

    /// A secret of both sides.
    final class SharedSecret implements VerificationKey {
        private final SecretKeySpec key;

        SharedSecret(byte[] secret) {
            this.key = new SecretKeySpec(secret, "HmacSHA256");
        }

        @Override
        public Optional<String> id() {
            return Optional.empty();
        }

        @Override
        public boolean fits(JwsAlgorithm algorithm) {
            return algorithm == MacAlgorithm.HS256;
        }

        @Override
        public boolean verifies(JwsAlgorithm algorithm, byte[] message, byte[] signature) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return fits(algorithm) && MessageDigest.isEqual(mac.doFinal(message), signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }
    }
}
