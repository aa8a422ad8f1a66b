package io.grantway.jose;

import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keys that somebody else's tokens are verified with. Immutable; may be used by many threads.
public final class KeySet {
    private static final int MOST_KEYS = 100;

    /// RFC 7518 §3.2
    private static final int LEAST_SECRET_BYTES = 32;

    private final List<VerificationKey> keys;
    private final List<String> skipped;
    private final boolean named;

    /// @param named a token's `kid` chooses among the keys
    private KeySet(List<VerificationKey> keys, List<String> skipped, boolean named) {
        this.keys = List.copyOf(keys);
        this.skipped = List.copyOf(skipped);
        this.named = named;
    }

    static KeySet of(VerificationKey key) {
        return new KeySet(List.of(key), List.of(), true);
    }

    /// The keys of certificates, or by themselves, in PEM (RFC 7468). They have no names: a token's
    /// `kid` is not looked at.
    ///
    /// @throws IllegalArgumentException with a text for whoever wrote it
    public static KeySet ofCertificates(String pem) {
        return ofKeys(PemKeys.read(pem));
    }

    /// The certificates of a key store, as [#ofCertificates].
    ///
    /// @throws IllegalArgumentException where it cannot be read, or has none
    public static KeySet ofStore(Path file, Optional<Secret> password) {
        return ofKeys(StoredKeys.read(file, password));
    }

    private static KeySet ofKeys(List<PublicKey> given) {
        List<VerificationKey> keys = new ArrayList<>();
        for (PublicKey key : given) {
            KeyType type =
                    KeyType.of(key)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "a key must be RSA, EC with P-256, P-384 or P-521, or"
                                                    + " Ed25519, not "
                                                    + key.getAlgorithm()));
            switch (JwkReading.ofOthers(PublicJwk.of(type, key))) {
                case JwkReading.Usable(var usable) -> keys.add(usable);
                case JwkReading.Unusable(var why) ->
                        throw new IllegalArgumentException("a key cannot be used: " + why);
                case JwkReading.Private() -> throw new IllegalStateException("it was public");
            }
        }
        return new KeySet(keys, List.of(), false);
    }

    /// Reads a JWK set (RFC 7517 §5). Keys that cannot verify a token here are skipped.
    ///
    /// @throws IllegalArgumentException with a text for whoever gave it: it is no key set, or tells
    ///   a private key
    public static KeySet parse(String json) {
        return of(JoseJson.parse(json).orElseThrow(KeySet::noKeySet));
    }

    /// Reads a JWK set.
    ///
    /// @throws IllegalArgumentException as [#parse]
    public static KeySet of(ObjectNode jwks) {
        return of(jwks, JwkReading::of);
    }

    /// The same of a server that may sign in more ways than we do.
    ///
    /// @throws IllegalArgumentException as [#parse]
    public static KeySet ofOthers(ObjectNode jwks) {
        return of(jwks, JwkReading::ofOthers);
    }

    private static KeySet of(ObjectNode jwks, Function<ObjectNode, JwkReading> reader) {
        JsonNode list = jwks.path("keys");
        if (!list.isArray()) {
            throw noKeySet();
        }
        if (list.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "keys must have at most " + MOST_KEYS + " keys, not " + list.size());
        }
        List<VerificationKey> keys = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof ObjectNode jwk)) {
                throw noKeySet();
            }
            switch (reader.apply(jwk)) {
                case JwkReading.Usable(var key) -> keys.add(key);
                case JwkReading.Unusable(var why) -> skipped.add("keys[" + i + "]: " + why);
                case JwkReading.Private() ->
                        throw new IllegalArgumentException(
                                "keys["
                                        + i
                                        + "] tells a private key, which must be replaced now;"
                                        + " give public keys only");
            }
        }
        return new KeySet(keys, skipped, true);
    }

    /// Secrets that are shared with whoever makes the tokens, for HS256; any of them is right.
    ///
    /// @throws IllegalArgumentException where one is shorter than RFC 7518 §3.2 asks for
    public static KeySet ofSecrets(Collection<Secret> secrets) {
        List<VerificationKey> keys = new ArrayList<>();
        for (Secret secret : secrets) {
            byte[] bytes = secret.expose(text -> text.getBytes(StandardCharsets.UTF_8));
            if (bytes.length < LEAST_SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "a secret for HS256 must have " + LEAST_SECRET_BYTES + " bytes or more");
            }
            keys.add(new VerificationKey.SharedSecret(bytes));
        }
        return new KeySet(keys, List.of(), false);
    }

    /// Which keys of the set cannot be used here, and why; for whoever registers one.
    public List<String> skipped() {
        return skipped;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /// Whether a key of this id is there: where not, the set may have a newer version.
    public boolean has(String keyId) {
        if (!named) {
            return false;
        }
        return keys.stream().anyMatch(key -> key.id().equals(Optional.of(keyId)));
    }

    /// The keys that may have signed by this algorithm.
    List<VerificationKey> candidates(JwsAlgorithm algorithm, Optional<String> keyId) {
        boolean any = keyId.isEmpty() || !named;
        List<VerificationKey> candidates = new ArrayList<>(1);
        for (VerificationKey key : keys) {
            if (key.fits(algorithm) && (any || key.id().equals(keyId))) {
                candidates.add(key);
            }
        }
        return candidates;
    }

    private static IllegalArgumentException noKeySet() {
        return new IllegalArgumentException(
                "a key set is a JSON object like {\"keys\": [{\"kty\": …}]}, no member twice");
    }

    @Override
    public String toString() {
        return "KeySet[" + keys.size() + " keys]";
    }
}
