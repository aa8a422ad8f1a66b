package io.grantway.authserver;

import io.grantway.http.ClientCertificate;
import java.util.Optional;

/// What came to the token endpoint.
///
/// @param authorization the value of the field that carries the client's Basic credentials
/// @param certificate of the client's connection
/// @param proofs by which its sender proves to hold a key
/// @param sender of the call
/// @param session the value of the cookie by which a client comes again, where that counts
public record TokenCall(
        OAuthParameters parameters,
        Optional<String> authorization,
        Optional<ClientCertificate> certificate,
        SentProofs proofs,
        Sender sender,
        Optional<String> session) {
    /// A call without a proof.
    public TokenCall(
            OAuthParameters parameters,
            Optional<String> authorization,
            Optional<ClientCertificate> certificate) {
        this(
                parameters,
                authorization,
                certificate,
                SentProofs.NONE,
                Sender.UNTOLD,
                Optional.empty());
    }

    /// A call by a connection without a certificate.
    public TokenCall(OAuthParameters parameters, Optional<String> authorization) {
        this(parameters, authorization, Optional.empty());
    }

    /// The same, with a cookie.
    public TokenCall by(Optional<String> held) {
        return new TokenCall(parameters, authorization, certificate, proofs, sender, held);
    }

    /// Without the credentials.
    @Override
    public String toString() {
        return "TokenCall" + parameters;
    }
}
