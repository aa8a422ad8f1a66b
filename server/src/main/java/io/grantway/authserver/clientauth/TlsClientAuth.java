package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.CertificateName;
import io.grantway.catalog.Client;
import io.grantway.http.ClientCertificate;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/// `tls_client_auth`: the client's connection has a certificate of an authority that the listener
/// trusts, with the name that the client has registered (RFC 8705 §2.1).
final class TlsClientAuth implements ClientAuthMethod {
    // RFC 5280 §4.2.1.6, the tags of GeneralName
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.TLS_CLIENT_AUTH;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return named(call);
    }

    /// The name beside a certificate, which says not which client it is.
    static Optional<Presented> named(TokenCall call) {
        return call.certificate()
                .flatMap(_ -> call.parameters().text("client_id"))
                .map(Presented.ByName::new);
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        Optional<CertificateName> name = client.credentials().certificate();
        Optional<ClientCertificate> shown = call.certificate();
        if (!(presented instanceof Presented.ByName) || shown.isEmpty() || name.isEmpty()) {
            return Optional.of("the connection has no certificate, or something else came too");
        }
        if (!shown.get().certified()) {
            // Anybody can write any name into a certificate and sign it.
            return Optional.of("nobody whom the listener trusts has signed the certificate");
        }
        return fits(name.get(), shown.get().certificate())
                ? Optional.empty()
                : Optional.of("the certificate is not for the name of the client");
    }

    private static boolean fits(CertificateName name, X509Certificate certificate) {
        if (name.subject() != null) {
            return new X500Principal(name.subject()).equals(certificate.getSubjectX500Principal());
        } else if (name.dns() != null) {
            return has(certificate, DNS, name.dns()::equalsIgnoreCase);
        } else if (name.uri() != null) {
            return has(certificate, URI, name.uri()::equals);
        } else if (name.ip() != null) {
            InetAddress address = InetAddress.ofLiteral(name.ip());
            return has(certificate, IP, text -> InetAddress.ofLiteral(text).equals(address));
        }
        return name.email() != null && has(certificate, EMAIL, name.email()::equals);
    }

    private static boolean has(X509Certificate certificate, int tag, Predicate<String> right) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(each -> each.getFirst().equals(tag))
                            .map(each -> String.valueOf(each.get(1)))
                            .anyMatch(right);
        } catch (CertificateParsingException _) {
            return false;
        }
    }
}
