package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.grantway.outbound.CallFailure.Reason;
import io.grantway.outbound.Ping.Look;
import io.grantway.outbound.Ping.State;
import io.grantway.testing.Authority;
import io.grantway.testing.Authority.Identity;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TokenIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The way to an API: TLS, certificates, proxies, links, and what a ping says of it.
@Timeout(30)
class RestRouteTest {
    private static final Authority COMPANY = new Authority("company");
    private static final Identity LISTENER = COMPANY.sign("listener");
    private static final Identity GATEWAY = COMPANY.sign("gateway");

    private final RestBench bench = new RestBench();
    private final Backend backend = new Backend();
    private HttpsServer secure;

    @BeforeEach
    void start() throws Exception {
        SSLContext tls = context();
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = tls.getDefaultSSLParameters();
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        secure.createContext(
                "/",
                exchange -> {
                    byte[] body = subject((HttpsExchange) exchange);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        secure.start();
    }

    @AfterEach
    void close() {
        bench.close();
        backend.close();
        secure.stop(0);
    }

    private static byte[] subject(HttpsExchange exchange) throws IOException {
        return ((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] key =
                Base64.getMimeDecoder().decode(LISTENER.key().replaceAll("-----[A-Z ]+-----", ""));
        Certificate certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        LISTENER.certificate()
                                                .getBytes(StandardCharsets.US_ASCII)));
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

    private static String quoted(String pem) {
        return '"' + pem.replace("\n", "\\n") + '"';
    }

    private String https() {
        return "https://localhost:" + secure.getAddress().getPort() + "/";
    }

    private void mtls(String tls) {
        bench.with(
                "securityDefinitions: [{name: Cert, mtls: {certificate: %s}}]\nconnections: [{name: API, rest: {url: '%s', security: Cert, retries: 0, tls: {%s}}}]"
                        .formatted(quoted(GATEWAY.both()), https(), tls));
    }

    @Test
    void showsItsCertificateToAnApiThatTheCompanySigned() {
        mtls("certificateAuthorities: " + quoted(COMPANY.certificate()));
        assertThat(bench.get("")).startsWith("200 ").contains("gateway");
        assertThat(bench.api().ping().ok()).isTrue();
    }

    @Test
    void believesNoStrangerUnlessToldTo() {
        mtls("");
        CallFailure failure = catchThrowableOfType(CallFailure.class, () -> bench.get(""));
        assertThat(failure.reason()).isEqualTo(Reason.TLS);
        assertThat(failure).hasMessageContaining("signed by nobody");
        assertThat(bench.api().ping().steps().getLast())
                .satisfies(step -> {
                    assertThat(step.look()).isEqualTo(Look.CONNECT);
                    assertThat(step.state()).isEqualTo(State.FAILED);
                    assertThat(step.hint()).contains("certificateAuthorities");
                });
        mtls("verify: false");
        assertThat(bench.get("")).startsWith("200 ");
    }

    @Test
    void failsWithoutTheCertificateThatAnApiRequires() {
        bench.rest(
                "url: '%s', retries: 0, tls: {certificateAuthorities: %s}"
                        .formatted(https(), quoted(COMPANY.certificate())));
        CallFailure failure = catchThrowableOfType(CallFailure.class, () -> bench.get(""));
        assertThat(failure.reason()).isIn(Reason.TLS, Reason.UNREACHABLE);
    }

    /// A proxy that tunnels and forwards, and says who came.
    private RawUpstream proxy(List<String> heads) {
        return RawUpstream.running(connection -> {
            String head = connection.readHead();
            heads.add(head);
            if (!head.startsWith("CONNECT")) {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nproxied");
                return;
            }
            try (Socket to =
                    new Socket(InetAddress.getLoopbackAddress(), secure.getAddress().getPort())) {
                connection.send("HTTP/1.1 200 OK\r\n\r\n");
                Thread back = Thread.ofVirtual().start(() -> copy(to, connection.socket()));
                copy(connection.socket(), to);
                back.join();
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException _) {
            // One of them left.
        }
    }

    @Test
    void goesThroughAProxyThatAsksWhoIsThere() {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (RawUpstream proxy = proxy(heads)) {
            String through =
                    "proxy: {url: 'http://127.0.0.1:%d', username: me, password: pw}"
                            .formatted(proxy.port());
            bench.rest("url: 'http://api.invalid/x', " + through);
            assertThat(bench.get("")).isEqualTo("200 proxied");
            assertThat(heads.getLast())
                    .startsWith("GET http://api.invalid/x HTTP/1.1")
                    .contains("Proxy-Authorization: Basic bWU6cHc=");

            bench.rest(
                    "url: '%s', %s, tls: {certificate: %s, certificateAuthorities: %s}"
                            .formatted(
                                    https(),
                                    through,
                                    quoted(GATEWAY.both()),
                                    quoted(COMPANY.certificate())));
            assertThat(bench.get("")).startsWith("200 ").contains("gateway");
            assertThat(heads.getLast())
                    .startsWith("CONNECT localhost:")
                    .contains("Proxy-Authorization: Basic bWU6cHc=");
        }
    }

    @Test
    void saysThatAProxyRefuses() {
        try (RawUpstream proxy =
                RawUpstream.answering(
                        "HTTP/1.1 407 Who\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            bench.rest(
                    "url: '%s', retries: 0, proxy: {url: 'http://127.0.0.1:%d'}"
                            .formatted(https(), proxy.port()));
            CallFailure failure = catchThrowableOfType(CallFailure.class, () -> bench.get(""));
            assertThat(failure).hasMessageContaining("proxy");
        }
    }

    @Test
    void sendsNoCallWhereAnAnswerPointsInside() {
        try (Backend inside = new Backend()) {
            bench.rest("url: '%s'".formatted(backend.url("")));
            OutboundRequest link =
                    OutboundRequest.of(
                            "GET", new OutboundLink(URI.create(inside.url("/secret")), false));
            CallFailure failure = catchThrowableOfType(CallFailure.class, () -> bench.call(link));
            assertThat(failure.reason()).isEqualTo(Reason.REQUEST);
            assertThat(failure).hasMessageContaining("not open");
            assertThat(inside.count()).isZero();

            assertThat(
                            bench.call(
                                    OutboundRequest.of(
                                            "GET",
                                            new OutboundLink(
                                                    URI.create(backend.url("/next?page=2&x=%2F")),
                                                    true))))
                    .isEqualTo("200 hello");
            assertThat(backend.last().target()).isEqualTo("/next?page=2&x=%2F");
        }
    }

    private Ping ping() {
        return bench.api().ping();
    }

    @Test
    void pingSaysStepByStepHowItWent() {
        bench.secured("ping: /health, url: '%s'".formatted(backend.url("/c/{id}")));
        assertThat(ping().steps())
                .extracting(Ping.Step::look)
                .containsExactly(Look.DNS, Look.CONNECT, Look.TOKEN, Look.ANSWER);
        assertThat(ping().ok()).isTrue();
        assertThat(backend.last().target()).isEqualTo("/health");
        assertThat(backend.last().header("Authorization")).isEqualTo("Bearer token-1");
        assertThat(ping().toString()).doesNotContain("token-1");

        backend.answering(_ -> Answer.of(403, ""));
        assertThat(ping().steps().getLast().hint()).contains("scopes");
        bench.secured("url: '%s'".formatted(backend.url("/c/{id}")));
        assertThat(ping().steps().getLast().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void pingStopsAtTheFirstThatFails() {
        bench.rest("url: 'http://nowhere.invalid/'");
        assertThat(ping().steps())
                .singleElement()
                .matches(step -> step.state() == State.FAILED && step.look() == Look.DNS);
        bench.rest("url: 'http://127.0.0.1:1'");
        assertThat(ping().steps()).hasSize(2).last().matches(step -> !step.hint().isEmpty());
        bench.tokens.issuer.answering(_ -> TokenIssuer.Answer.error(401, "invalid_client"));
        bench.secured("url: '%s'".formatted(backend.url("")));
        assertThat(ping().steps().getLast())
                .satisfies(step -> {
                    assertThat(step.look()).isEqualTo(Look.TOKEN);
                    assertThat(step.text()).contains("Okta");
                });
        assertThat(backend.count()).isZero();
    }

    @Test
    void stopsCallsThatAreUnderWayWhenTheServerStops() throws Exception {
        try (RawUpstream silent =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    bench.pools.close();
                    connection.readToEnd();
                })) {
            bench.rest("retries: 0, url: 'http://127.0.0.1:%d'".formatted(silent.port()));
            CallFailure failure = catchThrowableOfType(CallFailure.class, () -> bench.get(""));
            assertThat(failure.reason()).isIn(Reason.UNREACHABLE, Reason.TIMED_OUT);
        }
    }

    @Test
    void answersBeforeALargeBodyIsSentToItsEnd() {
        try (RawUpstream early =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    connection.send(
                            """
                            HTTP/1.1 413 Large\r
                            Content-Length: 3\r
                            Connection: close\r
                            \r
                            big\
                            """);
                    RawConnection rest = connection;
                    for (int i = 0; i < 200; i++) {
                        rest.readBytes(1024);
                    }
                })) {
            bench.rest(
                    "retries: 0, timeout: 10s, url: 'http://127.0.0.1:%d'".formatted(early.port()));
            OutboundRequest request =
                    OutboundRequest.of("PUT", "")
                            .sending(
                                    OutboundBody.of(
                                            "a/b", io.grantway.http.Body.of(new byte[200 * 1024])));
            assertThat(bench.call(request)).isEqualTo("413 big");
        }
    }
}
