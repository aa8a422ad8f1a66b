package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.http.Parameters;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;

/// What the tokens of a request are bound to: the key or the certificate that its sender proves to
/// have, where it proves one or must (RFC 9449 §5, RFC 8705 §3).
public final class Confirmations {
    private final DpopProofs proofs;

    public Confirmations(DpopProofs proofs) {
        this.proofs = proofs;
    }

    /// @param client that the request was found to come from
    /// @throws OAuthRefusal where a proof is wrong, or is missing though the tokens must be bound
    Optional<Confirmation> of(Terms terms, Client client, TokenCall call) {
        ProfileRules rules = ProfileRules.of(terms, client);
        return terms.place().issuer().flatMap(issuer -> of(issuer.config(), rules, client, call));
    }

    private Optional<Confirmation> of(
            BuiltInConfig server, ProfileRules rules, Client client, TokenCall call) {
        if (client.metadata().certificateBoundAccessTokens()) {
            return Optional.of(certificate(call));
        }
        Optional<Confirmation> key = proofs.key(server, rules, call.proofs(), Optional.empty());
        boolean byProof = server.dpop().required() || client.metadata().dpopBoundAccessTokens();
        if (key.isPresent() || !(byProof || rules.boundTokens())) {
            return key;
        }
        if (!byProof && call.certificate().isPresent()) {
            return Optional.of(certificate(call));
        }
        throw new OAuthRefusal(Refusal.DPOP_PROOF_MISSING)
                .because("client " + client.clientId() + " sends no proof of DPoP");
    }

    /// A proof would not change what the tokens are bound to, which its sender cannot want.
    private static Confirmation certificate(TokenCall call) {
        if (!call.proofs().values().isEmpty()) {
            throw new OAuthRefusal(Refusal.DPOP_PROOF_UNWANTED);
        }
        return call.certificate()
                .map(shown -> new Confirmation.ByCertificate(shown.thumbprint()))
                .orElseThrow(() ->
                        new OAuthRefusal(Refusal.CERTIFICATE_MISSING)
                                .because("the connection shows no certificate of its client"));
    }

    /// The key that the sender of a pushed request proves to hold, where it does (RFC 9449 §10.1).
    ///
    /// @throws OAuthRefusal where the proof is wrong
    public Optional<Confirmation> pushed(Terms terms, Client client, TokenCall call) {
        ProfileRules rules = ProfileRules.of(terms, client);
        return terms.place()
                .issuer()
                .flatMap(issuer ->
                        proofs.key(issuer.config(), rules, call.proofs(), Optional.empty()));
    }

    /// The parameters of a pushed request, to which a proof adds the key that the code will be
    /// bound to (RFC 9449 §10.1).
    ///
    /// @throws OAuthRefusal where they name another key
    static OAuthParameters naming(OAuthParameters parameters, Optional<Confirmation> key) {
        if (key.isEmpty()) {
            return parameters;
        }
        String thumbprint = key.get().thumbprint();
        if (!parameters.text("dpop_jkt").orElse(thumbprint).equals(thumbprint)) {
            throw new OAuthRefusal(Refusal.DPOP_KEY_DIFFERS);
        }
        return parameters.overlaidBy(
                OAuthParameters.of(Parameters.parse("dpop_jkt=" + thumbprint)));
    }
}
