package io.grantway.authserver.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.CertificateName;
import io.grantway.catalog.ClientCredentials;
import io.grantway.catalog.ClientKeys;
import io.grantway.catalog.ClientType;
import io.grantway.http.ClientCertificate;
import io.grantway.http.Json;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.testing.Certificates;
import io.grantway.testing.ClientCalls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// Clients that prove themselves by the certificate of their connection (RFC 8705).
class ClientCertificatesTest {
    private static final String REFUSED = Refusal.CLIENT_NOT_AUTHENTICATED.name();

    private final ClientCalls calls =
            new ClientCalls().by(ClientAuthRules.all(Set.of("https://as.example")));

    private void named(String clientId, CertificateName name) {
        calls.with(
                clientId,
                ClientType.CONFIDENTIAL,
                new ClientCredentials(
                        Optional.of(TokenEndpointAuthMethod.TLS_CLIENT_AUTH),
                        List.of(),
                        Optional.empty(),
                        Optional.of(name)));
    }

    private void keyed(String clientId, String jwk) {
        ObjectNode jwks = (ObjectNode) Json.parse("{\"keys\":[" + jwk + "]}");
        calls.with(
                clientId,
                ClientType.CONFIDENTIAL,
                new ClientCredentials(
                        Optional.of(TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH),
                        List.of(),
                        Optional.of(ClientKeys.of(jwks)),
                        Optional.empty()));
    }

    private static CertificateName name(String kind, String value) {
        return new CertificateName(
                only(kind, "subject", value),
                only(kind, "dns", value),
                only(kind, "uri", value),
                only(kind, "ip", value),
                only(kind, "email", value));
    }

    private static @Nullable String only(String kind, String wanted, String value) {
        return kind.equals(wanted) ? value : null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject | CN=billing,O=Example,C=DE | client",
                "subject | cn=billing, o=example, c=de | client",
                "subject | CN=billing,O=Example | CLIENT_NOT_AUTHENTICATED",
                "subject | CN=billing | CLIENT_NOT_AUTHENTICATED",
                "dns | billing.example | client",
                "dns | BILLING.example | client",
                "dns | other.example | CLIENT_NOT_AUTHENTICATED",
                "dns | https://billing.example/id | CLIENT_NOT_AUTHENTICATED",
                "uri | https://billing.example/id | client",
                "uri | https://billing.example/ID | CLIENT_NOT_AUTHENTICATED",
                "ip | 192.0.2.1 | client",
                "ip | 2001:db8::1 | client",
                "ip | 192.0.2.2 | CLIENT_NOT_AUTHENTICATED",
                "email | billing@example.com | client",
                "email | other@example.com | CLIENT_NOT_AUTHENTICATED",
            })
    void takesACertificateForTheRegisteredNameOnly(String kind, String value, String expected) {
        named("client", name(kind, value));
        assertThat(
                        calls.send(
                                "client_id=client",
                                new ClientCertificate(Certificates.BILLING.certificate(), true)))
                .isEqualTo(expected);
    }

    @Test
    void refusesACertificateWithTheRightNameThatItsOwnerSigned() {
        named("client", name("dns", "billing.example"));
        assertThat(
                        calls.send(
                                "client_id=client",
                                new ClientCertificate(Certificates.BILLING.certificate(), false)))
                .isEqualTo(REFUSED);
    }

    @Test
    void takesACertificateWithAKeyThatTheClientPublishes() {
        String uri = "https://published.example/jwks";
        calls.with(
                "client",
                ClientType.CONFIDENTIAL,
                new ClientCredentials(
                        Optional.of(TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH),
                        List.of(),
                        Optional.of(new ClientKeys.Published(URI.create(uri))),
                        Optional.empty()));
        ClientCertificate shown = new ClientCertificate(Certificates.BILLING.certificate(), false);

        assertThat(calls.send("client_id=client", shown)).isEqualTo(REFUSED);
        calls.documents.put(uri, "{\"keys\":[" + Certificates.BILLING.jwk() + "]}");
        calls.clock.forward(Duration.ofMinutes(1));
        assertThat(calls.send("client_id=client", shown)).isEqualTo("client");
    }

    @ParameterizedTest
    @EnumSource(Certificates.class)
    void takesACertificateWithARegisteredKeyWhoeverSignedIt(Certificates own) {
        keyed("client", own.jwk());
        for (Certificates shown : Certificates.values()) {
            for (boolean certified : new boolean[] {true, false}) {
                assertThat(
                                calls.send(
                                        "client_id=client",
                                        new ClientCertificate(shown.certificate(), certified)))
                        .isEqualTo(shown == own ? "client" : REFUSED);
            }
        }
    }

    @Test
    void refusesAConnectionWithoutACertificate() {
        keyed("client", Certificates.BILLING.jwk());
        named("named", name("dns", "billing.example"));
        assertThat(calls.send("client_id=client")).isEqualTo(REFUSED);
        assertThat(calls.send("client_id=named")).isEqualTo(REFUSED);
    }

    @Test
    void refusesTheCertificateOfAnotherClient() {
        keyed("one", Certificates.BILLING.jwk());
        keyed("two", Certificates.STRANGER.jwk());
        ClientCertificate ofTwo = new ClientCertificate(Certificates.STRANGER.certificate(), true);
        assertThat(calls.send("client_id=one", ofTwo)).isEqualTo(REFUSED);
        assertThat(calls.send("client_id=two", ofTwo)).isEqualTo("two");
    }

    @Test
    void refusesTheDowngradeFromACertificateToASecret() {
        keyed("client", Certificates.BILLING.jwk());
        assertThat(calls.post("client", "x")).isEqualTo(REFUSED);
        assertThat(calls.basic("client", "x")).isEqualTo(Refusal.HEADER_CREDENTIALS_WRONG.name());
    }

    @Test
    void takesASecretByAConnectionThatHasACertificateToo() {
        calls.with("secret", ClientType.CONFIDENTIAL, ClientCalls.secret("of-secret"));
        ClientCertificate any = new ClientCertificate(Certificates.STRANGER.certificate(), false);
        assertThat(calls.send("client_id=secret&client_secret=of-secret", any)).isEqualTo("secret");
        assertThat(calls.send("client_id=secret", any)).isEqualTo(REFUSED);
    }
}
