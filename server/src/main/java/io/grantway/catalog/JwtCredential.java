package io.grantway.catalog;

import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A key by which a consumer signs tokens of its own (RFC 7519). Kong calls it a `jwt` credential.
public final class JwtCredential {
    private final UUID id;
    private final String key;
    private final JwtAlgorithm algorithm;
    private final Optional<Key> verifier;
    private final Optional<Key> decodedVerifier;
    private final Consumer consumer;

    private JwtCredential(
            UUID id,
            String key,
            JwtAlgorithm algorithm,
            Optional<Key> verifier,
            Optional<Key> decodedVerifier,
            Consumer consumer) {
        this.id = id;
        this.key = key;
        this.algorithm = algorithm;
        this.verifier = verifier;
        this.decodedVerifier = decodedVerifier;
        this.consumer = consumer;
    }

    public static JwtCredential of(UUID id, JwtConfig config, Consumer consumer) {
        JwtAlgorithm algorithm = config.algorithm();
        @Nullable Secret secret = config.secret();
        @Nullable String pem = config.rsaPublicKey();
        if (!algorithm.isSymmetric()) {
            Optional<Key> publicKey = Optional.ofNullable(pem).map(algorithm::publicKey);
            return new JwtCredential(id, config.key(), algorithm, publicKey, publicKey, consumer);
        }
        Optional<Key> plain = Optional.empty();
        Optional<Key> decoded = Optional.empty();
        if (secret != null) {
            plain = secret.expose(text -> mac(text.getBytes(StandardCharsets.UTF_8)));
            decoded = secret.expose(text -> mac(decoded(text)));
        }
        return new JwtCredential(id, config.key(), algorithm, plain, decoded, consumer);
    }

    private static Optional<Key> mac(byte[] secret) {
        return secret.length == 0
                ? Optional.empty()
                : Optional.of(new SecretKeySpec(secret, "HMAC"));
    }

    /// Empty where the text is no base64, of either alphabet.
    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder()
                    .decode(base64.strip().replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    public UUID id() {
        return id;
    }

    /// What a token names it by.
    public String key() {
        return key;
    }

    public JwtAlgorithm algorithm() {
        return algorithm;
    }

    public Consumer consumer() {
        return consumer;
    }

    /// Whether there is anything to verify with.
    ///
    /// @param secretIsBase64 the shared secret is the bytes that its text encodes
    public boolean usable(boolean secretIsBase64) {
        return (secretIsBase64 ? decodedVerifier : verifier).isPresent();
    }

    /// Whether a signature of these bytes was made with this credential, by its own algorithm.
    public boolean signed(boolean secretIsBase64, byte[] bytes, byte[] signature) {
        return (secretIsBase64 ? decodedVerifier : verifier)
                .map(key -> algorithm.verifies(key, bytes, signature))
                .orElse(false);
    }

    /// Without the secret.
    @Override
    public String toString() {
        return algorithm + " credential " + key;
    }
}
