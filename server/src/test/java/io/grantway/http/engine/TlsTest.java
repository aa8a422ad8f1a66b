package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.DevelopmentCertificate;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.HttpEngine;
import io.grantway.http.HttpLimits;
import io.grantway.http.Origin;
import io.grantway.http.OriginTls;
import io.grantway.http.Response;
import io.grantway.http.TlsConfig;
import io.grantway.http.TlsConfig.ClientCertificates;
import io.grantway.http.TrustedProxies;
import io.grantway.testing.Authority;
import io.grantway.testing.RawConnection;
import io.grantway.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final ExchangeHandler WHO =
            exchange -> {
                var chain = exchange.head().peer().certificates();
                exchange.answer(
                        Response.text(
                                200,
                                exchange.head().target().scheme()
                                        + " "
                                        + (chain.isEmpty()
                                                ? "nobody"
                                                : chain.getFirst()
                                                        .getSubjectX500Principal()
                                                        .getName())));
            };

    @TempDir private Path directory;
    private final TestEngine engine = new TestEngine();

    @AfterEach
    void stop() {
        engine.close();
    }

    private TlsConfig made(String name) {
        try {
            return DevelopmentCertificate.in(
                    Files.createDirectories(directory.resolve(name)),
                    InstantSource.system(),
                    new SecureRandom());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpEngine.Listener listener(TlsConfig tls) {
        return engine.listen(WHO, HttpLimits.USUAL, TrustedProxies.NONE, tls);
    }

    private static Path certificateOf(TlsConfig tls) {
        return Objects.requireNonNull(tls.certificate());
    }

    private static Certificate certificate(TlsConfig tls) throws Exception {
        try (InputStream in = Files.newInputStream(certificateOf(tls))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static SSLSocket connect(int port, TlsConfig trusted, KeyManager... own)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own,
                new TrustManager[] {KeyMaterial.trust(certificateOf(trusted))},
                new SecureRandom());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String get(SSLSocket socket) {
        try (RawConnection client = new RawConnection(socket)) {
            return client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readResponse();
        }
    }

    @Test
    void servesTheCertificateOfPemFiles() throws Exception {
        TlsConfig tls = made("a");
        int port = listener(tls).port();

        assertThat(get(connect(port, tls))).endsWith("https nobody");
    }

    @Test
    void servesTheCertificateOfAPkcs12File() throws Exception {
        TlsConfig tls = made("a");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var manager = KeyMaterial.of(tls);
        store.setKeyEntry(
                "any",
                manager.getPrivateKey("server"),
                "letmein".toCharArray(),
                new Certificate[] {certificate(tls)});
        Path file = directory.resolve("server.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "letmein".toCharArray());
        }
        int port = listener(TlsConfig.pkcs12(file, Secret.of("letmein"))).port();

        assertThat(get(connect(port, tls))).endsWith("https nobody");
        assertThatThrownBy(() -> listener(TlsConfig.pkcs12(file, Secret.of("wrong-one"))))
                .hasMessageContaining("server.p12")
                .hasMessageNotContainingAny("wrong-one", "letmein");
    }

    @Test
    void servesANewCertificateToNewConnections() throws Exception {
        TlsConfig first = made("a");
        TlsConfig second = made("b");
        HttpEngine.Listener listener = listener(first);
        SSLSocket before = connect(listener.port(), first);

        listener.reloadTls(second);

        assertThat(get(connect(listener.port(), second))).endsWith("https nobody");
        assertThat(get(before)).endsWith("https nobody");
    }

    @Test
    void keepsTheOldCertificateWhereTheNewOneCannotBeUsed() throws Exception {
        TlsConfig good = made("a");
        TlsConfig other = made("b");
        HttpEngine.Listener listener = listener(good);
        Path broken = Files.writeString(directory.resolve("broken.crt"), "nothing");
        Path key = Objects.requireNonNull(other.key());

        assertThatThrownBy(() -> listener.reloadTls(TlsConfig.pem(broken, key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.crt");
        assertThatThrownBy(() -> listener.reloadTls(TlsConfig.pem(certificateOf(good), key)))
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() ->
                        listener.reloadTls(TlsConfig.pem(directory.resolve("missing.crt"), key)))
                .hasMessageContaining("there is no file");
        assertThat(get(connect(listener.port(), good))).endsWith("https nobody");
    }

    @Test
    void asksClientsForTheirCertificates() throws Exception {
        TlsConfig server = made("server");
        TlsConfig client = made("client");
        TlsConfig stranger = made("stranger");
        for (ClientCertificates wanted :
                new ClientCertificates[] {ClientCertificates.REQUEST, ClientCertificates.REQUIRE}) {
            int port =
                    listener(
                                    new TlsConfig(
                                            server.certificate(),
                                            server.key(),
                                            null,
                                            null,
                                            wanted,
                                            client.certificate()))
                            .port();

            assertThat(get(connect(port, server, KeyMaterial.of(client))))
                    .contains("Grantway development");
            assertThat(refused(port, server, KeyMaterial.of(stranger))).isTrue();
            if (wanted == ClientCertificates.REQUEST) {
                assertThat(get(connect(port, server))).endsWith("https nobody");
            } else {
                assertThat(refused(port, server)).isTrue();
            }
        }
    }

    @Test
    void showsItsOwnCertificateToAnUpstreamAndTrustsItsAuthority() throws Exception {
        Authority company = new Authority("company");
        Authority.Identity own = company.sign("gateway");
        Authority.Identity theirs = company.sign("localhost");
        Path authority = Files.writeString(directory.resolve("company.pem"), company.certificate());
        TlsConfig upstream =
                new TlsConfig(
                        Files.writeString(directory.resolve("up.crt"), theirs.certificate()),
                        Files.writeString(directory.resolve("up.key"), theirs.key()),
                        null,
                        null,
                        ClientCertificates.REQUIRE,
                        authority);
        int port = listener(upstream).port();
        OriginTls tls =
                OriginTls.of(
                        Optional.of(Secret.of(own.both())), Optional.of(company.certificate()));
        Origin known = new Origin("https", "localhost", port, false, true, tls);
        Origin unknown = new Origin("https", "localhost", port, false, true);

        assertThat(through(known)).startsWith("HTTP/1.1 200").contains("gateway");
        assertThat(through(unknown)).startsWith("HTTP/1.1 502").contains("TLS");
    }

    private String through(Origin origin) {
        int front = engine.listen(TestEngine.forwardingTo(origin)).port();
        try (RawConnection client = RawConnection.to(front)) {
            return client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readResponse();
        }
    }

    @Test
    void takesAnyCertificateWhereToldSoAndSaysThatNobodyVouchesForIt() throws Exception {
        TlsConfig server = made("server");
        TlsConfig stranger = made("stranger");
        ExchangeHandler vouched =
                exchange ->
                        exchange.answer(
                                Response.text(
                                        200,
                                        exchange.head().peer().certificates().size()
                                                + " certified "
                                                + exchange.head().peer().certified()));
        HttpEngine.Listener any =
                engine.listen(
                        vouched,
                        HttpLimits.USUAL,
                        TrustedProxies.NONE,
                        asking(server, ClientCertificates.ANY, null));
        HttpEngine.Listener checked =
                engine.listen(
                        vouched,
                        HttpLimits.USUAL,
                        TrustedProxies.NONE,
                        asking(server, ClientCertificates.REQUEST, certificateOf(stranger)));

        assertThat(get(connect(any.port(), server, KeyMaterial.of(stranger))))
                .endsWith("1 certified false");
        assertThat(get(connect(any.port(), server))).endsWith("0 certified false");
        assertThat(get(connect(checked.port(), server, KeyMaterial.of(stranger))))
                .endsWith("1 certified true");
        assertThat(get(connect(checked.port(), server))).endsWith("0 certified false");
        assertThatThrownBy(() -> any.reloadTls(server))
                .hasMessageContaining("begins and ends with a restart");
        assertThatThrownBy(() -> checked.reloadTls(asking(server, ClientCertificates.ANY, null)))
                .hasMessageContaining("begins and ends with a restart");
        assertThatThrownBy(() -> asking(server, ClientCertificates.ANY, certificateOf(stranger)))
                .hasMessageContaining("remove trust");
    }

    private static TlsConfig asking(
            TlsConfig server, ClientCertificates wanted, @Nullable Path trust) {
        return new TlsConfig(server.certificate(), server.key(), null, null, wanted, trust);
    }

    /// In TLS 1.3 the client learns of it with the first octets it reads, or does not.
    private static boolean refused(int port, TlsConfig server, KeyManager... own) {
        try {
            return get(connect(port, server, own)).isEmpty();
        } catch (Exception _) {
            return true;
        }
    }

    @Test
    void checksTheCertificateOfAnUpstreamUnlessToldOtherwise() {
        int secure = listener(made("a")).port();
        for (boolean http2 : new boolean[] {false, true}) {
            for (boolean verify : new boolean[] {false, true}) {
                Origin origin = new Origin("https", "localhost", secure, http2, verify);
                int port = engine.listen(TestEngine.forwardingTo(origin)).port();
                try (RawConnection client = RawConnection.to(port)) {
                    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

                    String response = client.readResponse();

                    if (verify) {
                        assertThat(response).startsWith("HTTP/1.1 502 ").contains("\"TLS\"");
                    } else {
                        assertThat(response).endsWith("https nobody");
                        assertThat(response)
                                .contains(http2 ? "Via: 2 grantway" : "Via: 1.1 grantway");
                    }
                }
            }
        }
    }
}
