package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grantway.http.OutgoingFailure.Reason;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.OutgoingRequest.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// Answers as a dead host does, at once.
    private static final InetAddress DEAD = InetAddress.ofLiteral("127.0.0.2");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    private HttpServer server;
    private OutgoingRule rule = OutgoingRule.opening(List.of("http://open.example"));
    private Outgoing outgoing;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/", OutgoingTest.this::answer);
        server.start();
        names.put("open.example", List.of(LOOPBACK));
        names.put("closed.example", List.of(LOOPBACK));
        outgoing = Outgoing.create(() -> rule, this::addresses);
    }

    @AfterEach
    void stop() throws Exception {
        outgoing.close();
        server.stop(0);
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        asked.add("name " + host);
        List<InetAddress> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String path = exchange.getRequestURI().getPath();
        byte[] body =
                switch (path) {
                    case "/big" -> new byte[Limits.DOCUMENT.bytes() + 1];
                    case "/full" -> new byte[Limits.DOCUMENT.bytes()];
                    case "/echo" -> exchange.getRequestBody().readAllBytes();
                    case "/host" -> host(exchange).getBytes(StandardCharsets.UTF_8);
                    default -> path.getBytes(StandardCharsets.UTF_8);
                };
        String to =
                switch (path) {
                    case "/near" -> "/there";
                    case "/round" -> "/round";
                    case "/far" -> "http://closed.example:" + port() + "/there";
                    case "/otherport" -> "http://open.example:" + (port() + 1) + "/there";
                    default -> "";
                };
        if (!to.isEmpty()) {
            exchange.getResponseHeaders().set("Location", to);
        }
        exchange.getResponseHeaders().set("Set-Cookie", "seen=1");
        exchange.sendResponseHeaders(to.isEmpty() ? 200 : 302, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String host(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Host")
                + " "
                + exchange.getRequestHeaders().getFirst("Cookie");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private URI at(String host, String path) {
        return URI.create("http://" + host + ":" + port() + path);
    }

    private OutgoingRequest foreign(String host, String path) {
        return OutgoingRequest.get(at(host, path), Trust.FOREIGN);
    }

    private Reason refused(OutgoingRequest request) {
        return failure(request).reason();
    }

    private OutgoingFailure failure(OutgoingRequest request) {
        return catchThrowableOfType(OutgoingFailure.class, () -> outgoing.fetch(request));
    }

    @Test
    void bringsTheWholeAnswer() {
        OutgoingAnswer answer = outgoing.fetch(foreign("open.example", "/hello"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().text()).isEqualTo("/hello");
        assertThat(answer.headers().first("set-cookie")).contains("seen=1");
    }

    @Test
    void sendsABody() {
        OutgoingRequest request =
                OutgoingRequest.post(
                        at("open.example", "/echo"),
                        Trust.FOREIGN,
                        "application/json",
                        Body.of("{}"));

        assertThat(outgoing.fetch(request).body().text()).isEqualTo("{}");
    }

    @Test
    void tellsTheHostItsNameAndNoCookies() {
        outgoing.fetch(foreign("open.example", "/hello"));

        assertThat(outgoing.fetch(foreign("open.example", "/host")).body().text())
                .isEqualTo("open.example:" + port() + " null");
    }

    @Test
    void asksNobodyWhomTheRuleDoesNotOpen() {
        OutgoingFailure failure = failure(foreign("closed.example", "/secret?token=planted"));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure.getMessage())
                .contains("http://closed.example", "server.outgoing.allow")
                .doesNotContain("planted");
        assertThat(asked).containsExactly("name closed.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u:p@open.example/", "file:///etc/passwd", "https:///x"})
    void asksNothingOfWhatIsNoAddress(String uri) {
        assertThat(refused(OutgoingRequest.get(URI.create(uri), Trust.CONFIGURED)))
                .isEqualTo(Reason.REFUSED);
        assertThat(asked).isEmpty();
    }

    @Test
    void reachesWhatTheOperatorConfigured() {
        OutgoingRequest request =
                OutgoingRequest.get(at("closed.example", "/hello"), Trust.CONFIGURED);

        assertThat(outgoing.fetch(request).status()).isEqualTo(200);
    }

    @Test
    void looksAtTheNameAgainEachTimeAndNeverUsesTheConnectionOfAnother() {
        outgoing.fetch(OutgoingRequest.get(at("closed.example", "/a"), Trust.CONFIGURED));
        outgoing.fetch(foreign("open.example", "/b"));
        rule = OutgoingRule.PUBLIC_ONLY;

        assertThat(refused(foreign("closed.example", "/c"))).isEqualTo(Reason.REFUSED);
        assertThat(refused(foreign("open.example", "/d"))).isEqualTo(Reason.REFUSED);
    }

    @Test
    void connectsToTheAddressesThatAreOpenOnly() {
        rule = OutgoingRule.opening(List.of("http://127.0.0.1"));
        names.put("both.example", List.of(DEAD, LOOPBACK));

        assertThat(outgoing.fetch(foreign("both.example", "/hello")).status()).isEqualTo(200);
        names.put("both.example", List.of(DEAD));
        assertThat(refused(foreign("both.example", "/hello"))).isEqualTo(Reason.REFUSED);
    }

    @Test
    void triesTheNextAddressWhereOneIsDead() {
        names.put("open.example", List.of(DEAD, LOOPBACK));

        assertThat(outgoing.fetch(foreign("open.example", "/hello")).status()).isEqualTo(200);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        names.put("open.example", List.of(DEAD));

        assertThat(refused(foreign("open.example", "/"))).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void saysThatThereIsNoSuchName() {
        assertThat(refused(foreign("nowhere.example", "/"))).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void takesNoMoreThanTheLimit() {
        assertThat(outgoing.fetch(foreign("open.example", "/full")).body().size())
                .isEqualTo(Limits.DOCUMENT.bytes());
        assertThat(refused(foreign("open.example", "/big"))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void givesUpOnWhoeverDoesNotAnswerInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            URI uri = URI.create("http://open.example:" + silent.getLocalPort() + "/");
            OutgoingRequest request = OutgoingRequest.get(uri, Trust.FOREIGN);

            assertThat(refused(request.within(new Limits(Duration.ofMillis(300), 100))))
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void givesUpOnWhoeverAnswersADropAtATime() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket slow = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> drip(slow, over));
            URI uri = URI.create("http://open.example:" + slow.getLocalPort() + "/");
            OutgoingRequest request = OutgoingRequest.get(uri, Trust.FOREIGN);

            assertThat(refused(request.within(new Limits(Duration.ofMillis(500), 100_000))))
                    .isEqualTo(Reason.TIMED_OUT);
            over.countDown();
        }
    }

    private static void drip(ServerSocket slow, CountDownLatch over) {
        try (Socket socket = slow.accept()) {
            socket.getOutputStream()
                    .write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('x');
            }
        } catch (IOException | InterruptedException _) {
            // The client went away, as it should.
        }
    }

    @Test
    void givesUpOnANameThatTakesTooLong() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Outgoing stuck =
                Outgoing.create(
                        () -> rule,
                        host -> {
                            try {
                                over.await();
                            } catch (InterruptedException _) {
                                throw new UnknownHostException(host);
                            }
                            return List.of(LOOPBACK);
                        });
        OutgoingRequest request =
                foreign("open.example", "/").within(new Limits(Duration.ofMillis(200), 100));

        OutgoingFailure failure =
                catchThrowableOfType(OutgoingFailure.class, () -> stuck.fetch(request));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        over.countDown();
        stuck.close();
    }

    @Test
    void saysThatAnAnswerIsNotHttp() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> babble(other));
            URI uri = URI.create("http://open.example:" + other.getLocalPort() + "/");

            assertThat(refused(OutgoingRequest.get(uri, Trust.FOREIGN)))
                    .isIn(Reason.MALFORMED, Reason.UNREACHABLE);
        }
    }

    private static void babble(ServerSocket other) {
        try (Socket socket = other.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream()
                    .write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysThatACertificateIsNotGood(@TempDir Path directory) throws Exception {
        HttpsServer tls = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory)));
        tls.start();
        opened.add(() -> tls.stop(0));
        rule = OutgoingRule.opening(List.of("open.example"));
        URI uri = URI.create("https://open.example:" + tls.getAddress().getPort() + "/");

        assertThat(refused(OutgoingRequest.get(uri, Trust.FOREIGN))).isEqualTo(Reason.TLS);
    }

    private static SSLContext selfSigned(Path directory) throws Exception {
        TlsConfig pem =
                DevelopmentCertificate.in(directory, InstantSource.system(), new SecureRandom());
        String key = Files.readString(Objects.requireNonNull(pem.key()));
        byte[] encoded = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
        try (InputStream in = Files.newInputStream(Objects.requireNonNull(pem.certificate()))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "it",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    new char[0],
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(in)
                            .toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        }
    }

    @Test
    void followsRedirectsOnlyWhereAskedAndOnlyAtTheSameOrigin() {
        assertThat(outgoing.fetch(foreign("open.example", "/near")).status()).isEqualTo(302);
        OutgoingAnswer near = outgoing.fetch(foreign("open.example", "/near").following());
        assertThat(near.body().text()).isEqualTo("/there");
        assertThat(near.uri().getPath()).isEqualTo("/there");
        for (String path : List.of("/far", "/otherport", "/round")) {
            assertThat(outgoing.fetch(foreign("open.example", path).following()).status())
                    .as(path)
                    .isEqualTo(302);
        }
        assertThat(asked).doesNotContain("name closed.example");
    }

    @Test
    void asksNothingAfterItIsClosed() {
        outgoing.close();

        assertThat(
                        catchThrowableOfType(
                                IllegalStateException.class,
                                () -> outgoing.fetch(foreign("open.example", "/hello"))))
                .isNotNull();
    }
}
