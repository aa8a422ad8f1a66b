package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.HttpEngine;
import io.grantway.http.HttpLimits;
import io.grantway.http.ListenAddress;
import io.grantway.http.ListenerSettings;
import io.grantway.http.Origin;
import io.grantway.http.Response;
import io.grantway.http.TrustedProxies;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Opening and closing listeners, timers, and questions to upstreams.
class ListenerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final ExchangeHandler HELLO =
            exchange -> exchange.answer(Response.text(200, "hello"));

    private final TestEngine engine = new TestEngine(2);

    @AfterEach
    void stop() {
        engine.close();
    }

    private ListenerSettings at(int port) {
        return new ListenerSettings(
                "gateway.http",
                new ListenAddress("127.0.0.1", port),
                null,
                HttpLimits.USUAL,
                TrustedProxies.NONE);
    }

    @Test
    void saysWhichAddressIsTaken() {
        try (RawUpstream other = RawUpstream.answering("")) {
            assertThatThrownBy(() ->
                            engine.engine()
                                    .listen(at(other.port()), HELLO, (_, _, _, _, _, _) -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gateway.http")
                    .hasMessageContaining("127.0.0.1:" + other.port())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void saysSoToASecondListenerOfItsOwnToo() {
        int port = engine.listen(HELLO).port();
        HttpEngine second = engine.engine();

        assertThatThrownBy(() -> second.listen(at(port), HELLO, (_, _, _, _, _, _) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":" + port);
    }

    @Test
    void sharesConnectionsOutToAllLoops() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        int port =
                engine.listen(
                                exchange -> {
                                    threads.add(Thread.currentThread().getName());
                                    HELLO.handle(exchange);
                                })
                        .port();
        for (int i = 0; i < 8; i++) {
            try (RawConnection client = RawConnection.to(port)) {
                assertThat(client.send(GET).readResponse()).endsWith("hello");
            }
        }

        assertThat(threads).hasSize(2);
    }

    @Test
    void letsCallsInFlightEndWhenItCloses() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    begun.countDown();
                    goOn.await();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast");
                })) {
            HttpEngine.Listener listener =
                    engine.listen(TestEngine.forwardingTo(upstream.origin()));
            int port = listener.port();
            try (RawConnection busy = RawConnection.to(port);
                    RawConnection idle = RawConnection.to(port)) {
                busy.send(GET);
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
                CompletableFuture<Void> closing =
                        CompletableFuture.runAsync(
                                () -> engine.engine().close(Duration.ofSeconds(10)));

                assertThat(idle.readToEnd()).isEmpty();
                assertThat(closing).isNotDone();
                goOn.countDown();
                assertThat(busy.readToEnd())
                        .endsWith("last")
                        .containsIgnoringCase("connection: close");
                closing.get(10, TimeUnit.SECONDS);
            }
            assertThatThrownBy(() -> RawConnection.to(port))
                    .hasRootCauseInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void closesWhatDoesNotEndInTime() {
        try (RawUpstream silent = RawUpstream.running(RawConnection::readToEnd)) {
            int port = engine.listen(TestEngine.forwardingTo(silent.origin())).port();
            try (RawConnection client = RawConnection.to(port)) {
                client.send(GET);
                long before = System.nanoTime();
                engine.engine().close(Duration.ofMillis(300));

                assertThat(client.readToEnd()).doesNotContain("200 OK");
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void repeatsATaskUntilItIsClosed() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        try (HttpEngine.Repetition _ =
                engine.engine()
                        .schedule(
                                Duration.ofMillis(10),
                                () -> {
                                    thrice.countDown();
                                    throw new IllegalStateException("must not stop it");
                                })) {
            assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void asksAnUpstreamHowItIs() {
        try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(engine.engine().probe(upstream.origin(), "/health", Duration.ofSeconds(5)))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(204);
            assertThat(upstream.lastHead()).startsWith("GET /health HTTP/1.1\r\n");
        }
    }

    @Test
    void saysWhyAnUpstreamDidNotAnswer() {
        try (RawUpstream silent = RawUpstream.running(RawConnection::readToEnd)) {
            assertThat(engine.engine().probe(silent.origin(), "/", Duration.ofMillis(200)))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("no answer in PT0.2S");
        }
        Origin nobody = new Origin("http", "127.0.0.1", 1, false, true);
        assertThat(engine.engine().probe(nobody, "/", Duration.ofSeconds(5)))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("UNREACHABLE");
    }

    @Test
    void complainsOfAHandlerThatBlocksTheLoop() throws InterruptedException {
        Logger checker =
                (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
        CountDownLatch complained = new CountDownLatch(1);
        ListAppender<ILoggingEvent> seen =
                new ListAppender<>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        super.append(event);
                        complained.countDown();
                    }
                };
        seen.start();
        checker.addAppender(seen);
        int port =
                engine.listen(
                                exchange -> {
                                    try {
                                        var _ = complained.await(8, TimeUnit.SECONDS);
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                    HELLO.handle(exchange);
                                })
                        .port();
        try (RawConnection client = RawConnection.to(port)) {
            assertThat(client.send(GET).readResponse()).endsWith("hello");
        }
        checker.detachAppender(seen);

        assertThat(seen.list)
                .anySatisfy(event ->
                        assertThat(event.getFormattedMessage()).contains("has been blocked"));
    }
}
