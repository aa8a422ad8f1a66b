package io.grantway.jose;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys of an issuer as they were last read, ready to be used. Immutable.
final class KeySnapshot {
    private record Entry(SigningKey key, JwtSigner signer) {}

    static final KeySnapshot EMPTY = new KeySnapshot(List.of());

    private final List<Entry> entries;
    private final Map<SigningAlgorithm, List<Entry>> newestFirst =
            new EnumMap<>(SigningAlgorithm.class);
    private final ObjectNode jwks = JoseJson.object();
    private final KeySet verification;

    private KeySnapshot(List<Entry> entries) {
        this.entries = entries;
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            newestFirst.put(
                    algorithm,
                    entries.stream()
                            .filter(entry -> entry.key().algorithm() == algorithm)
                            .sorted(
                                    Comparator.comparing((Entry entry) ->
                                                    entry.key().times().signsFrom())
                                            .reversed())
                            .toList());
        }
        ArrayNode published = jwks.putArray("keys");
        newestFirst
                .values()
                .forEach(list -> list.forEach(entry -> published.add(entry.key().publicJwk())));
        this.verification = KeySet.of(jwks);
    }

    /// The same with other keys. Signers of keys that stay are kept: they are warm.
    KeySnapshot with(List<SigningKey> keys, SecureRandom random) {
        Map<String, JwtSigner> known = new HashMap<>();
        entries.forEach(entry -> known.put(entry.key().id(), entry.signer()));
        return new KeySnapshot(
                keys.stream()
                        .map(key ->
                                new Entry(
                                        key,
                                        Optional.ofNullable(known.get(key.id()))
                                                .orElseGet(() -> new JwtSigner(key, random))))
                        .toList());
    }

    /// Whether each algorithm has a key that is not retired.
    boolean canSign(Set<SigningAlgorithm> algorithms, Instant now) {
        return algorithms.stream().allMatch(algorithm -> signer(algorithm, now).isPresent());
    }

    /// Whose turn it is. A clock that was set back to before every turn finds the key that would be
    /// first, rather than none.
    Optional<JwtSigner> signer(SigningAlgorithm algorithm, Instant now) {
        Optional<JwtSigner> found = Optional.empty();
        for (Entry entry : newestFirst.getOrDefault(algorithm, List.of())) {
            KeyTimes times = entry.key().times();
            if (times.retired().isAfter(now)) {
                found = Optional.of(entry.signer());
                if (!times.signsFrom().isAfter(now)) {
                    return found;
                }
            }
        }
        return found;
    }

    List<SigningKey> keys() {
        return entries.stream().map(Entry::key).toList();
    }

    ObjectNode jwks() {
        return jwks.deepCopy();
    }

    KeySet verification() {
        return verification;
    }
}
