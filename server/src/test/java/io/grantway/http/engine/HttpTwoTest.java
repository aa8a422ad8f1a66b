package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.DevelopmentCertificate;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.HttpEngine;
import io.grantway.http.HttpLimits;
import io.grantway.http.Origin;
import io.grantway.http.Response;
import io.grantway.http.TrustedProxies;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/2 on either side and on both, over TLS and plain.
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class HttpTwoTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Vertx vertx = Vertx.vertx();
    private final TestEngine engine = new TestEngine(2);
    private final List<HttpClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        engine.close();
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private HttpClient plainClient(boolean upgrade) {
        return client(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(upgrade));
    }

    /// Vert.x closes a client that nothing refers to, with the calls on it.
    private HttpClient client(HttpClientOptions options) {
        HttpClient client = vertx.createHttpClient(options);
        clients.add(client);
        return client;
    }

    private HttpClientRequest request(HttpClient client, int port, HttpMethod method, String path) {
        return await(client.request(method, port, "127.0.0.1", path));
    }

    /// A response with its body, read as it comes: what comes before a handler is there is lost.
    private record Whole(HttpClientResponse head, String body) {
        int status() {
            return head.statusCode();
        }
    }

    private static Whole whole(HttpClientRequest request) {
        var whole =
                request.response()
                        .compose(response ->
                                response.body().map(body -> new Whole(response, body.toString())));
        var _ = request.end();
        return await(whole);
    }

    private Origin upstream(Consumer<HttpServerRequest> handler) {
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
                        .requestHandler(handler::accept);
        await(server.listen(0, "127.0.0.1"));
        return new Origin("http", "127.0.0.1", server.actualPort(), true, true);
    }

    @Test
    void isSpokenWithPriorKnowledge() {
        try (RawUpstream upstream = RawUpstream.answering(OK)) {
            int port = engine.listen(TestEngine.forwardingTo(upstream.origin())).port();
            HttpClient client = plainClient(false);
            for (int i = 0; i < 3; i++) {
                Whole response = whole(request(client, port, HttpMethod.GET, "/a/../b?q"));

                assertThat(response.head().version()).isEqualTo(HttpVersion.HTTP_2);
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.head().getHeader("x-request-id")).hasSize(32);
                assertThat(response.body()).isEqualTo("ok");
            }
            assertThat(upstream.lastHead())
                    .startsWith("GET /b?q HTTP/1.1\r\n")
                    .contains("Via: 2 grantway");
            assertThat(engine.nextEnded().head().version()).isEqualTo("HTTP/2");
        }
    }

    @Test
    void isReachedByUpgrade() {
        int port =
                engine.listen(exchange ->
                                exchange.answer(Response.text(200, exchange.head().version())))
                        .port();
        HttpClient client = plainClient(true);
        for (int i = 0; i < 3; i++) {
            Whole response = whole(request(client, port, HttpMethod.GET, "/"));

            assertThat(response.head().version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.body()).isEqualTo("HTTP/2");
        }
    }

    @Test
    void isChosenByTlsWhereTheClientOffersIt(@TempDir Path data) {
        HttpEngine.Listener listener =
                engine.listen(
                        exchange -> exchange.answer(Response.text(200, exchange.head().version())),
                        HttpLimits.USUAL,
                        TrustedProxies.NONE,
                        DevelopmentCertificate.in(
                                data, InstantSource.system(), new SecureRandom()));
        for (HttpVersion version : new HttpVersion[] {HttpVersion.HTTP_2, HttpVersion.HTTP_1_1}) {
            HttpClient client =
                    client(
                            new HttpClientOptions()
                                    .setSsl(true)
                                    .setUseAlpn(true)
                                    .setTrustAll(true)
                                    .setVerifyHost(false)
                                    .setProtocolVersion(version));
            Whole response = whole(request(client, listener.port(), HttpMethod.GET, "/"));

            assertThat(response.head().version()).isEqualTo(version);
        }
    }

    @Test
    void passesAGrpcCallOnWithItsTrailers() {
        Origin origin =
                upstream(request -> {
                    assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
                    assertThat(request.getHeader("te")).isEqualTo("trailers");
                    request.response().putHeader("content-type", "application/grpc");
                    // Both directions at once: each message goes back as it comes.
                    request.handler(message -> request.response().write(message));
                    request.endHandler(_ -> {
                        request.response().putTrailer("grpc-status", "0");
                        request.response().end();
                    });
                });
        int port = engine.listen(TestEngine.forwardingTo(origin)).port();
        HttpClientRequest request =
                request(plainClient(false), port, HttpMethod.POST, "/pkg.Service/Method");
        request.putHeader("te", "trailers").putHeader("content-type", "application/grpc");
        request.setChunked(true);
        CompletableFuture<HttpClientResponse> ended = new CompletableFuture<>();
        Buffer received = Buffer.buffer();
        request.response()
                .onFailure(ended::completeExceptionally)
                .onSuccess(response -> {
                    response.exceptionHandler(ended::completeExceptionally);
                    response.handler(piece -> {
                        received.appendBuffer(piece);
                        if (received.length() == 5) {
                            request.end("second");
                        }
                    });
                    response.endHandler(_ -> ended.complete(response));
                });
        await(request.write("first"));

        HttpClientResponse response = ended.orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(received).hasToString("firstsecond");
        assertThat(response.getHeader("content-type")).isEqualTo("application/grpc");
        assertThat(response.getTrailer("grpc-status")).isEqualTo("0");
    }

    @Test
    void takesManyCallsOnOneConnectionToTheUpstream() {
        java.util.Set<Object> connections = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Origin origin =
                upstream(request -> {
                    connections.add(request.connection());
                    request.response().end("ok");
                });
        TestEngine single = new TestEngine(1);
        try {
            int port = single.listen(TestEngine.forwardingTo(origin)).port();
            HttpClient client = plainClient(false);
            for (int i = 0; i < 20; i++) {
                assertThat(whole(request(client, port, HttpMethod.GET, "/")).body())
                        .isEqualTo("ok");
            }
            assertThat(connections).hasSize(1);
        } finally {
            single.close();
        }
    }

    @Test
    void goesUpstreamForAClientOfTheOlderVersion() {
        Origin origin =
                upstream(request ->
                        request.body()
                                .onSuccess(body ->
                                        request.response()
                                                .end(
                                                        request.version()
                                                                + " "
                                                                + request.method()
                                                                + " "
                                                                + body)));
        int port = engine.listen(TestEngine.forwardingTo(origin)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nConnection: x-hop\r\nX-Hop: 1\r\n"
                            + "Content-Length: 5\r\n\r\nhello");

            assertThat(client.readResponse()).endsWith("HTTP_2 POST hello");
        }
    }

    @Test
    void resetsTheStreamWhereTheUpstreamCutsOff() {
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
                })) {
            int port = engine.listen(TestEngine.forwardingTo(upstream.origin())).port();
            HttpClientRequest request = request(plainClient(false), port, HttpMethod.GET, "/");

            assertThatThrownBy(() -> whole(request)).hasCauseInstanceOf(StreamResetException.class);
        }
    }

    /// Announces a body that does not come.
    ///
    /// @return that the server wants no more of it
    private CompletableFuture<Throwable> announce(HttpClientRequest request, int length) {
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        request.exceptionHandler(reset::complete);
        request.putHeader("Content-Length", Integer.toString(length));
        await(request.writeHead());
        return reset;
    }

    @Test
    void readsTheLittleRestOfARequestThatIsAnsweredEarly() {
        int port = engine.listen(exchange -> exchange.answer(Response.text(403, "refused"))).port();
        HttpClient client = plainClient(false);
        HttpClientRequest request = request(client, port, HttpMethod.POST, "/");
        var answer = request.response().compose(HttpClientResponse::body);

        CompletableFuture<Throwable> reset = announce(request, 2);
        assertThat(await(answer).toString()).isEqualTo("refused");
        await(request.end(Buffer.buffer("{}")));

        // On the same connection: a reset would have come before this answer.
        assertThat(whole(request(client, port, HttpMethod.GET, "/")).status()).isEqualTo(403);
        assertThat(reset).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10_000_000})
    void resetsTheStreamOfARequestThatIsAnsweredEarlyWhereTheRestIsLargeOrDoesNotCome(int length) {
        int port = engine.listen(exchange -> exchange.answer(Response.text(403, "refused"))).port();

        CompletableFuture<Throwable> reset =
                announce(request(plainClient(false), port, HttpMethod.POST, "/"), length);

        assertThat(reset.orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOfSatisfying(
                        StreamResetException.class, it -> assertThat(it.getCode()).isZero());
    }

    @Test
    void cancelsTheUpstreamWhereTheClientResetsTheStream() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    begun.countDown();
                    connection.readToEnd();
                    gone.countDown();
                })) {
            int port = engine.listen(TestEngine.forwardingTo(upstream.origin())).port();
            HttpClientRequest request = request(plainClient(false), port, HttpMethod.GET, "/");
            var _ = request.send();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            var _ = request.reset();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.nextEnded().status()).isEqualTo(499);
        }
    }

    @Test
    void streamsALargeBodyBothWays() {
        Origin origin =
                upstream(request -> {
                    request.response().setChunked(true);
                    var _ = request.pipeTo(request.response());
                });
        int port = engine.listen(TestEngine.forwardingTo(origin)).port();
        HttpClientRequest request = request(plainClient(false), port, HttpMethod.POST, "/");
        Buffer sent = Buffer.buffer(new byte[20_000_000]);
        CompletableFuture<Long> size = new CompletableFuture<>();
        long[] received = new long[1];
        request.response()
                .onFailure(size::completeExceptionally)
                .onSuccess(response -> {
                    response.exceptionHandler(size::completeExceptionally);
                    response.handler(piece -> received[0] += piece.length());
                    response.endHandler(_ -> size.complete(received[0]));
                });
        request.end(sent).onFailure(size::completeExceptionally);

        assertThat(size.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(20_000_000L);
    }

    @Test
    void refusesAmbiguousRequestsOnTheirStream() {
        ExchangeHandler never =
                exchange -> exchange.answer(Response.text(200, "reached the handler"));
        int port = engine.listen(never).port();
        HttpClient client = plainClient(false);
        Whole response = whole(request(client, port, HttpMethod.GET, "/a%2fb"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("ambiguous_path");
        assertThat(whole(request(client, port, HttpMethod.GET, "/")).status()).isEqualTo(200);
    }

    @Test
    void refusesFieldsOfTheOlderVersion() {
        int port = engine.listen(exchange -> exchange.answer(Response.text(200, "x"))).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            client.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            // :method GET, :scheme http, :path /, :authority a, transfer-encoding chunked
            byte[] te = "transfer-encoding".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            byte[] chunked = "chunked".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            java.io.ByteArrayOutputStream block = new java.io.ByteArrayOutputStream();
            block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a', 0});
            block.write(te.length);
            block.writeBytes(te);
            block.write(chunked.length);
            block.writeBytes(chunked);
            client.send(new byte[] {0, 0, (byte) block.size(), 1, 5, 0, 0, 0, 1});
            client.send(block.toByteArray()).halfClose();

            String all = client.readToEnd();

            // A reset of stream 1 with PROTOCOL_ERROR, and no response.
            assertThat(all).contains("\u0000\u0000\u0004\u0003\u0000\u0000\u0000\u0000\u0001");
            assertThat(engine.allEnded()).isEmpty();
        }
    }
}
