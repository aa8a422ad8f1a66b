package io.grantway.authserver;

import io.grantway.authserver.BuiltInConfig.NonceRule;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.jose.DpopProof;
import io.grantway.jose.DpopVerifier;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.Verification;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.DpopNonces;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.UsedJwts;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Judges the proofs of DPoP that requests to this process's servers come with (RFC 9449 §4.3). One
/// that was used at one of them counts nowhere again.
public final class DpopProofs {
    private final InstantSource clock;
    private final Map<Set<SigningAlgorithm>, DpopVerifier> verifiers = new ConcurrentHashMap<>();
    private final UsedJwts used;
    private final DpopNonces nonces;

    DpopProofs(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.used = new UsedJwts(clock, DpopVerifier.SKEW, UsedJwts.CAPACITY);
        this.nonces = new DpopNonces(clock, random);
    }

    /// By which proofs may be signed, in a fixed order.
    public static List<SigningAlgorithm> algorithms(ProfileRules rules) {
        return rules.algorithms().stream().sorted().toList();
    }

    private DpopVerifier verifier(ProfileRules rules) {
        return verifiers.computeIfAbsent(
                rules.algorithms(), allowed -> new DpopVerifier(clock, allowed));
    }

    /// The key that the sender proves to hold; empty where it sends no proof.
    ///
    /// @param accessToken that the request is made with; none where it asks for one
    /// @throws OAuthRefusal where it does not prove it
    public Optional<Confirmation> key(
            BuiltInConfig server,
            ProfileRules rules,
            SentProofs sent,
            Optional<String> accessToken) {
        if (sent.values().isEmpty()) {
            return Optional.empty();
        }
        if (sent.values().size() > 1) {
            throw new OAuthRefusal(Refusal.DPOP_PROOF_REPEATED);
        }
        String value = sent.values().getFirst();
        return switch (verifier(rules).verify(value, sent.method(), sent.address(), accessToken)) {
            case Verification.Refused(_, var why) ->
                    throw new OAuthRefusal(Refusal.DPOP_PROOF_WRONG).because(why);
            case DpopProof proof -> {
                requireNonce(server, proof);
                requireFirstUse(proof);
                yield Optional.of(new Confirmation.ByDpop(proof.thumbprint()));
            }
        };
    }

    private void requireNonce(BuiltInConfig server, DpopProof proof) {
        boolean right =
                proof.nonce()
                        .map(nonces::isOurs)
                        .orElse(server.dpop().nonce() == NonceRule.OPTIONAL);
        if (!right) {
            throw new OAuthRefusal(Refusal.DPOP_NONCE_MISSING)
                    .because(
                            proof.nonce().isPresent()
                                    ? "the proof's nonce is too old, or not from here"
                                    : "the proof has no nonce");
        }
    }

    private void requireFirstUse(DpopProof proof) {
        if (!used.use(proof.thumbprint(), proof.id(), proof.expiresAt())) {
            throw new OAuthRefusal(Refusal.DPOP_PROOF_USED);
        }
    }

    /// Tells a sender of proofs the nonce for its next one (§8.2).
    public Response answering(Request request, Response response) {
        return request.headers().contains("DPoP")
                ? response.with("DPoP-Nonce", nonces.current())
                : response;
    }
}
