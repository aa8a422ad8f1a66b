package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.grantway.config.Secret;
import io.grantway.http.OutgoingFailure.Reason;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.outgoing.Authorities;
import io.grantway.http.outgoing.ShownCertificate;
import io.grantway.testing.Authority;
import io.grantway.testing.Authority.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Certificates on outgoing connections: whose are trusted, and which are shown.
class OutgoingTlsTest {
    private static final Authority COMPANY = new Authority("company");
    private static final Authority OTHERS = new Authority("others");
    private static final Identity LISTENER = COMPANY.sign("listener");
    private static final Identity GATEWAY = COMPANY.sign("gateway");
    private static final Identity SECOND = COMPANY.sign("second");

    /// Who came, and by which connection.
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = context(LISTENER);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = tls.getDefaultSSLParameters();
                        wanted.setWantClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    seen.add(
                            subject((HttpsExchange) exchange)
                                    + " "
                                    + exchange.getRemoteAddress().getPort());
                    byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String subject(HttpsExchange exchange) {
        try {
            String name =
                    ((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0])
                            .getSubjectX500Principal()
                            .getName();
            return name.substring(3, name.indexOf(','));
        } catch (SSLPeerUnverifiedException _) {
            return "nobody";
        }
    }

    private static SSLContext context(Identity own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] key = Base64.getMimeDecoder().decode(own.key().replaceAll("-----[A-Z ]+-----", ""));
        Certificate certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        own.certificate().getBytes(StandardCharsets.US_ASCII)));
        store.setKeyEntry(
                "it",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                new char[0],
                new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
        return tls;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static Outgoing trusting(Authorities authorities) {
        return Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY, NameResolver.SYSTEM, authorities);
    }

    private OutgoingRequest request(String host) {
        return OutgoingRequest.get(
                URI.create("https://" + host + ":" + server.getAddress().getPort() + "/"),
                Trust.CONFIGURED);
    }

    private static Reason refused(Outgoing outgoing, OutgoingRequest request) {
        return catchThrowableOfType(OutgoingFailure.class, () -> outgoing.fetch(request)).reason();
    }

    @Test
    void trustsTheCompanysAuthorityWhereThatIsConfigured() {
        try (Outgoing outgoing =
                trusting(Authorities.with(OTHERS.certificate() + "\n" + COMPANY.certificate()))) {
            assertThat(outgoing.fetch(request("localhost")).body().text()).isEqualTo("hello");
            assertThat(outgoing.fetch(request("127.0.0.1")).status()).isEqualTo(200);
        }
    }

    @Test
    void trustsNoOtherAuthorityForThat() {
        try (Outgoing plain = trusting(Authorities.SYSTEM);
                Outgoing others = trusting(Authorities.with(OTHERS.certificate()))) {
            assertThat(refused(plain, request("localhost"))).isEqualTo(Reason.TLS);
            assertThat(refused(others, request("localhost"))).isEqualTo(Reason.TLS);
            assertThat(refused(others, request("localhost").showing(Secret.of(GATEWAY.both()))))
                    .isEqualTo(Reason.TLS);
        }
    }

    @Test
    void refusesACertificateOfTheCompanyForAnotherHost() throws IOException {
        try (Outgoing outgoing =
                Outgoing.create(
                        () -> OutgoingRule.PUBLIC_ONLY,
                        _ -> List.of(server.getAddress().getAddress()),
                        Authorities.with(COMPANY.certificate()))) {
            assertThat(refused(outgoing, request("other.example"))).isEqualTo(Reason.TLS);
        }
    }

    @Test
    void showsEachIdentityOnConnectionsOfItsOwnAndUsesThemAgain() {
        try (Outgoing outgoing = trusting(Authorities.with(COMPANY.certificate()))) {
            for (int i = 0; i < 2; i++) {
                outgoing.fetch(request("localhost"));
                outgoing.fetch(request("localhost").showing(Secret.of(GATEWAY.both())));
                outgoing.fetch(request("localhost").showing(Secret.of(SECOND.both())));
            }
        }
        assertThat(seen.stream().map(each -> each.split(" ", -1)[0]))
                .containsExactly("nobody", "gateway", "second", "nobody", "gateway", "second");
        assertThat(seen.subList(0, 3)).isEqualTo(seen.subList(3, 6)).doesNotHaveDuplicates();
    }

    @Test
    void aClosedClientShowsNothingAnyMore() {
        Outgoing outgoing = trusting(Authorities.with(COMPANY.certificate()));
        outgoing.close();
        assertThatThrownBy(() ->
                        outgoing.fetch(request("localhost").showing(Secret.of(GATEWAY.both()))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void findsABrokenIdentityBeforeItIsShown() {
        String certificate = GATEWAY.certificate();
        String key = GATEWAY.key();
        ShownCertificate.check(Secret.of(key + certificate));
        ShownCertificate.check(Secret.of(GATEWAY.both() + COMPANY.certificate()));

        assertThat(wrong(certificate)).contains("needs both");
        assertThat(wrong(key)).contains("needs both");
        assertThat(wrong("nothing")).contains("needs both");
        assertThat(wrong(certificate + SECOND.key())).contains("not that of the first");
        assertThat(wrong(COMPANY.certificate() + GATEWAY.both())).contains("not that of the first");
        assertThat(wrong(certificate.replace("MII", "M!!") + key)).contains("certificate number 1");
        assertThat(wrong(certificate.replace("MII", "AAA") + key)).contains("certificate number 1");
        assertThat(wrong(certificate + key.replace("\nM", "\n!"))).contains("private key");
        assertThat(wrong(certificate + key.replace("\nM", "\nA"))).contains("private key");
    }

    /// What is said of it, which tells nothing of the key.
    private static String wrong(String pem) {
        IllegalArgumentException refused =
                catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> ShownCertificate.check(Secret.of(pem)));
        String line = GATEWAY.key().split("\n", -1)[1].substring(2, 30);
        assertThat(Optional.ofNullable(refused.getCause()).map(Throwable::toString).orElse(""))
                .doesNotContain(line);
        assertThat(refused.getMessage()).doesNotContain(line);
        return String.valueOf(refused.getMessage());
    }

    @Test
    void findsBrokenAuthoritiesInTheConfiguration() {
        assertThat(new OutgoingConfig(List.of(), null).authorities()).isSameAs(Authorities.SYSTEM);
        assertThat(new OutgoingConfig(List.of(), COMPANY.certificate()).authorities())
                .isNotSameAs(Authorities.SYSTEM);
        for (String broken :
                List.of(
                        "",
                        "nothing",
                        COMPANY.certificate().replace("MII", "AAA"),
                        GATEWAY.both())) {
            assertThatThrownBy(() -> new OutgoingConfig(List.of(), broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("certificateAuthorities: ");
        }
    }
}
