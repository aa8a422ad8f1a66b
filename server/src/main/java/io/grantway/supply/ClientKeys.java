package io.grantway.supply;

import io.grantway.jose.AssertionSigner;
import io.grantway.jose.JwtSigner;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys that one definition proves itself with, made here: published, waiting, signing and
/// retired in turn, and kept sealed.
final class ClientKeys {
    /// Servers keep a copy of a key set for hours.
    private static final Duration PUBLISHED_AHEAD = Duration.ofDays(1);

    /// Nothing that they signed is good for longer than minutes.
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final AssertionAlgorithm algorithm;
    private final Optional<URI> keySet;
    private final KeyRing ring;
    private final Around around;
    private @Nullable AssertionSigner signer;
    private String signerKey = "";
    private long lookedAt;

    ClientKeys(DefinitionName name, AssertionConfig config, Around around) {
        this.algorithm = algorithm(config);
        this.keySet = Optional.ofNullable(config.jku());
        this.around = around;
        this.ring =
                KeyRing.open(
                        issuer(name),
                        List.of(algorithm.ofKey()),
                        new KeySchedule(config.rotateEvery(), PUBLISHED_AHEAD, KEPT),
                        around.keys(),
                        around.clock(),
                        around.random());
        this.lookedAt = around.nanos().getAsLong() - LOOK.toNanos();
    }

    private static AssertionAlgorithm algorithm(AssertionConfig config) {
        return Objects.requireNonNullElse(config.algorithm(), AssertionAlgorithm.RS384);
    }

    /// No issuer of our own is called so: those are addresses.
    private static String issuer(DefinitionName name) {
        return "client " + encoded(name.workspace()) + "/" + encoded(name.definition());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Whose turn it is.
    synchronized AssertionSigner signer() {
        upkeep();
        JwtSigner turn = ring.signer(algorithm.ofKey());
        AssertionSigner known = signer;
        if (known == null || !signerKey.equals(turn.keyId())) {
            known = turn.assertions(algorithm.jws(), keySet, around.random());
            signer = known;
            signerKey = turn.keyId();
        }
        return known;
    }

    /// The public halves (RFC 7517 §5), each for the algorithm that it is used by.
    synchronized ObjectNode jwks() {
        upkeep();
        ObjectNode jwks = ring.jwks();
        for (JsonNode key : jwks.path("keys")) {
            if (key instanceof ObjectNode object
                    && object.path("alg").asString("").equals(algorithm.ofKey().wireName())) {
                object.put("alg", algorithm.wireName());
            }
        }
        return jwks;
    }

    /// Rotates what is due, and reads what other nodes have made.
    private void upkeep() {
        long now = around.nanos().getAsLong();
        if (now - lookedAt >= LOOK.toNanos()) {
            ring.upkeep();
            lookedAt = now;
        }
    }
}
