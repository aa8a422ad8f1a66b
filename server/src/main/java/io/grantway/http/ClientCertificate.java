package io.grantway.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/// The certificate of the connection that a request came by, whose key the client has proven to
/// have (RFC 8705).
///
/// @param certified whether an authority that the listener trusts has signed it, so that its names
///   count too
public record ClientCertificate(X509Certificate certificate, boolean certified) {
    /// The SHA-256 of it (RFC 8705 §3.1), base64url.
    public String thumbprint() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256());
    }

    /// The SHA-256 of it.
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came can be written", e);
        }
    }

    /// The certificate of a client; empty for one that comes through a proxy, since the proxy's
    /// says nothing of the client.
    public static Optional<ClientCertificate> of(Peer peer) {
        return peer.trusted() || peer.certificates().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ClientCertificate(peer.certificates().getFirst(), peer.certified()));
    }
}
