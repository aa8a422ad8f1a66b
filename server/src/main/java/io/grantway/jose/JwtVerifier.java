package io.grantway.jose;

import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Verifies signed JWTs (RFC 7515 §5.2) with the care that RFC 8725 asks for.
///
/// The algorithms are ours to choose, never the token's; the keys too: what a header says of keys
/// (`jwk`, `jku`, `x5c`, `x5u`) is not looked at.
public final class JwtVerifier {
    /// How many keys are tried for one token.
    private static final int MOST_TRIES = 8;

    private static final int LONGEST_SHOWN = 64;

    private final Set<JwsAlgorithm> algorithms;
    private final Set<String> types;

    private JwtVerifier(Set<JwsAlgorithm> algorithms, Set<String> types) {
        this.algorithms = Set.copyOf(algorithms);
        this.types = Set.copyOf(types);
    }

    /// Takes tokens of every type.
    ///
    /// @param algorithms the ones that are allowed
    public static JwtVerifier allowing(Collection<? extends JwsAlgorithm> algorithms) {
        return new JwtVerifier(new HashSet<>(algorithms), Set.of());
    }

    /// The same for tokens of certain types only.
    ///
    /// @param types what the header's `typ` may be, without `application/` (RFC 7515 §4.1.9)
    public JwtVerifier requiringType(String... types) {
        Set<String> required = new HashSet<>();
        for (String type : types) {
            required.add(canonical(type));
        }
        return new JwtVerifier(algorithms, required);
    }

    public Verification verify(String token, KeySet keys) {
        return switch (UnverifiedJwt.read(token)) {
            case Refused refused -> refused;
            case UnverifiedJwt jwt -> verify(jwt, keys);
        };
    }

    public Verification verify(UnverifiedJwt jwt, KeySet keys) {
        Optional<JwsAlgorithm> algorithm =
                JwsAlgorithm.of(jwt.algorithm()).filter(algorithms::contains);
        if (algorithm.isEmpty()) {
            return new Refused(
                    Reason.ALGORITHM,
                    "the token says alg "
                            + shown(jwt.algorithm())
                            + ", and must be signed by one of "
                            + algorithms.stream().map(JwsAlgorithm::wireName).sorted().toList());
        }
        if (jwt.header().has("crit")) {
            return new Refused(
                    Reason.CRITICAL, "the token asks for extensions (crit) that are not known");
        }
        if (!types.isEmpty()
                && !jwt.type().map(JwtVerifier::canonical).filter(types::contains).isPresent()) {
            return new Refused(Reason.TYPE, "the token's typ must be one of " + types);
        }
        return verify(jwt, algorithm.get(), keys);
    }

    private static Verification verify(UnverifiedJwt jwt, JwsAlgorithm algorithm, KeySet keys) {
        List<VerificationKey> candidates = keys.candidates(algorithm, jwt.keyId());
        if (candidates.isEmpty()) {
            return new Refused(
                    Reason.UNKNOWN_KEY,
                    "no key for " + algorithm.wireName() + " has the token's kid" + named(jwt));
        }
        if (candidates.size() > MOST_TRIES) {
            return new Refused(
                    Reason.UNKNOWN_KEY,
                    candidates.size() + " keys could have signed; the token must name one (kid)");
        }
        for (VerificationKey key : candidates) {
            if (key.verifies(algorithm, jwt.signed(), jwt.signature())) {
                return new Verified(jwt.header(), jwt.claims());
            }
        }
        return new Refused(
                Reason.SIGNATURE,
                "the " + algorithm.wireName() + " signature is not the key's" + named(jwt));
    }

    private static String named(UnverifiedJwt jwt) {
        return jwt.keyId().map(id -> " (kid " + shown(id) + ")").orElse("");
    }

    /// What a stranger wrote, so that a log can take it.
    private static String shown(String value) {
        String start =
                value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    private static String canonical(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }
}
