package io.grantway.token;

import io.grantway.http.ClientCertificate;
import io.grantway.jose.DpopProof;
import io.grantway.jose.DpopVerifier;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.Verification;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.DpopNonces;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.UsedJwts;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks that whoever sends a token holds what it is bound to, whichever server issued it (RFC
/// 9449 §7, RFC 8705 §3). Never blocks.
public final class Possession {
    /// What proofs may be signed by, as a challenge tells it (RFC 9449 §7.1).
    public static final String ALGORITHMS =
            Arrays.stream(SigningAlgorithm.values())
                    .map(SigningAlgorithm::wireName)
                    .sorted()
                    .collect(Collectors.joining(" "));

    private final DpopVerifier verifier;
    private final UsedJwts used;
    private final DpopNonces nonces;

    public Possession(InstantSource clock, SecureRandom random) {
        this.verifier = new DpopVerifier(clock, Arrays.asList(SigningAlgorithm.values()));
        this.used = new UsedJwts(clock, DpopVerifier.SKEW, UsedJwts.CAPACITY);
        this.nonces = new DpopNonces(clock, random);
    }

    /// How a token was sent.
    ///
    /// @param byDpop by the scheme `DPoP`, not `Bearer`
    /// @param address of the request as its sender knows it
    /// @param proofs values of the field `DPoP`
    /// @param certificate of the connection, where it is the client's own
    public record Sending(
            boolean byDpop,
            String method,
            URI address,
            List<String> proofs,
            Optional<ClientCertificate> certificate) {
        @Override
        public String toString() {
            return "Sending[" + method + ", " + proofs.size() + " proofs]";
        }
    }

    /// Why the sender may not use a token.
    ///
    /// @param error for the challenge: `invalid_token`, `invalid_dpop_proof`, `use_dpop_nonce`
    /// @param reason a stable code in snake_case
    public record Doubt(String error, String reason, String explanation) {}

    /// @param nonceNeeded a proof must carry one of our nonces (RFC 9449 §9)
    public Optional<Doubt> check(
            ValidToken token, String text, Sending sending, boolean nonceNeeded) {
        if (token.confirmation().isEmpty()) {
            if (token.claims().path("cnf").isObject() && !token.claims().path("cnf").isEmpty()) {
                // To take it as a plain one would make it as good to a thief as any other.
                return doubt(
                        "token_binding_unknown",
                        "it is bound by " + token.claims().path("cnf").propertyNames());
            }
            return sending.byDpop()
                    ? doubt("token_not_bound", "it was sent by DPoP and is bound to no key")
                    : Optional.empty();
        }
        return switch (token.confirmation().get()) {
            case Confirmation.ByCertificate(var thumbprint) -> certificate(thumbprint, sending);
            case Confirmation.ByDpop(var thumbprint) ->
                    sending.byDpop()
                            ? proof(thumbprint, text, sending, nonceNeeded)
                            : doubt(
                                    "token_bound",
                                    "it is bound to a key and was sent as Bearer (RFC 9449 §7.2)");
        };
    }

    private static Optional<Doubt> certificate(String thumbprint, Sending sending) {
        if (sending.byDpop()) {
            return doubt("token_bound", "it is bound to a certificate and was sent by DPoP");
        }
        if (sending.certificate().isEmpty()) {
            return doubt(
                    "token_bound",
                    "it is bound to a certificate (x5t#S256), and the connection shows none");
        }
        return sending.certificate().get().thumbprint().equals(thumbprint)
                ? Optional.empty()
                : doubt("token_bound", "it is bound to another certificate than the connection's");
    }

    private Optional<Doubt> proof(
            String thumbprint, String text, Sending sending, boolean nonceNeeded) {
        if (sending.proofs().size() != 1) {
            return proofDoubt(
                    "dpop_proof_missing",
                    "the call has " + sending.proofs().size() + " proofs in its field DPoP");
        }
        return switch (verifier.verify(
                sending.proofs().getFirst(),
                sending.method(),
                sending.address(),
                Optional.of(text))) {
            case Verification.Refused(_, var why) -> proofDoubt("dpop_proof_wrong", why);
            case DpopProof proof -> fits(proof, thumbprint, nonceNeeded);
        };
    }

    private Optional<Doubt> fits(DpopProof proof, String thumbprint, boolean nonceNeeded) {
        if (!proof.thumbprint().equals(thumbprint)) {
            return doubt("token_bound", "the proof's key is not the one that it is bound to");
        }
        if (!proof.nonce().map(nonces::isOurs).orElse(!nonceNeeded)) {
            return Optional.of(
                    new Doubt(
                            "use_dpop_nonce",
                            "dpop_nonce_missing",
                            "the proof has no nonce of ours, or an old one"));
        }
        try {
            return used.use(proof.thumbprint(), proof.id(), proof.expiresAt())
                    ? Optional.empty()
                    : proofDoubt("dpop_proof_used", "the proof was used before");
        } catch (OAuthRefusal e) {
            return proofDoubt("dpop_proofs_full", "too many proofs are remembered");
        }
    }

    /// For the next proof (RFC 9449 §8.2).
    public String nonce() {
        return nonces.current();
    }

    private static Optional<Doubt> doubt(String reason, String explanation) {
        return Optional.of(new Doubt("invalid_token", reason, explanation));
    }

    private static Optional<Doubt> proofDoubt(String reason, String explanation) {
        return Optional.of(new Doubt("invalid_dpop_proof", reason, explanation));
    }
}
