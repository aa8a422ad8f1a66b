package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Blocking;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.HttpEngine;
import io.grantway.http.HttpLimits;
import io.grantway.http.Response;
import io.grantway.http.TimeLimits;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a listener takes before it refuses, and how long each part of a call may take.
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class LimitsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void stop() {
        engine.close();
    }

    private static HttpLimits limits(long body, int connections, Duration header, Duration idle) {
        return new HttpLimits(1000, 2000, body, connections, header, idle);
    }

    private HttpEngine.Listener listener(HttpLimits limits) {
        ExchangeHandler collecting =
                exchange ->
                        exchange.body(1_000_000)
                                .whenComplete((body, failure) ->
                                        exchange.answer(
                                                failure == null
                                                        ? Response.text(200, body.text())
                                                        : Blocking.failed(exchange, failure)));
        return engine.listen(collecting, limits);
    }

    private static String problem(String response, int status, String code) {
        assertThat(response)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\"code\":\"" + code + "\"");
        return response;
    }

    @Test
    void refusesALongRequestLine() {
        int port = listener(limits(0, 10, LONG, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send("GET /" + "a".repeat(2000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

            problem(client.readToEnd(), 414, "uri_too_long");
        }
    }

    @Test
    void refusesLargeHeaderFields() {
        int port = listener(limits(0, 10, LONG, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(1000) + "\r\n");

            problem(client.readToEnd(), 431, "header_too_large");
            assertThat(engine.nextEnded().record().reason()).isEqualTo("header_too_large");
        }
    }

    @Test
    void refusesALargeBodyByItsLength() {
        int port = listener(limits(10, 10, LONG, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");

            problem(client.readResponse(), 413, "body_too_large");
        }
    }

    @Test
    void refusesALargeBodyAsItComes() {
        int port = listener(limits(10, 10, LONG, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n");

            problem(client.readToEnd(), 413, "body_too_large");
        }
    }

    @Test
    void refusesALargeBodyThatIsCollected() {
        HttpEngine.Listener listener =
                engine.listen(exchange ->
                        new Blocking(4).answer(exchange, 5, r -> Response.text(200, r.id())));
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n123456");
            problem(client.readResponse(), 413, "body_too_large");
        }
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "6\r\n123456\r\n0\r\n\r\n");
            problem(client.readResponse(), 413, "body_too_large");
        }
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        int port = listener(limits(10, 10, LONG, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length:"
                            + " 10\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");

            assertThat(client.send("1234567890").readResponse()).endsWith("1234567890");
        }
    }

    @Test
    void refusesASlowHead() {
        int port = listener(limits(0, 10, SHORT, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send("GET / HTTP/1.1\r\nHost:");

            problem(client.readToEnd(), 408, "header_too_slow");
        }
    }

    @Test
    void closesAConnectionThatSaysNothing() {
        int port = listener(limits(0, 10, SHORT, LONG)).port();
        try (RawConnection client = RawConnection.to(port)) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void closesAConnectionThatRestsTooLong() {
        int port = listener(limits(0, 10, LONG, SHORT)).port();
        try (RawConnection client = RawConnection.to(port)) {
            assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void refusesASlowBody() {
        int port = listener(limits(0, 10, LONG, SHORT)).port();
        try (RawConnection client = RawConnection.to(port)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123");

            problem(client.readToEnd(), 408, "body_too_slow");
        }
    }

    @Test
    void closesConnectionsOverTheLimit() {
        HttpEngine.Listener listener = listener(limits(0, 2, LONG, LONG));
        List<RawConnection> open = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            RawConnection client = RawConnection.to(listener.port());
            open.add(client);
            assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 200 ");
        }
        try (RawConnection third = RawConnection.to(listener.port())) {
            assertThat(third.readToEnd()).startsWith("HTTP/1.1 503 ");
        }
        assertThat(listener.connections()).isEqualTo(2);
        open.forEach(RawConnection::close);
        long deadline = System.nanoTime() + LONG.toNanos();
        while (listener.connections() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        try (RawConnection again = RawConnection.to(listener.port())) {
            assertThat(again.send(GET).readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    // Time limits of a forwarded call.

    private String answerOf(RawUpstream upstream, TimeLimits times, String request) {
        int port = engine.listen(TestEngine.forwardingTo(upstream.origin(), times)).port();
        try (RawConnection client = RawConnection.to(port)) {
            return client.send(request).readResponse();
        }
    }

    @Test
    void waitsForTheFirstByteNoLongerThanAllowed() {
        try (RawUpstream silent = RawUpstream.running(RawConnection::readToEnd)) {
            String answer = answerOf(silent, new TimeLimits(LONG, SHORT, LONG, Duration.ZERO), GET);

            assertThat(answer).contains("FIRST_BYTE_TIMEOUT", "(replayable)");
        }
    }

    @Test
    void endsACallThatTakesTooLongInAll() {
        try (RawUpstream silent = RawUpstream.running(RawConnection::readToEnd)) {
            assertThat(answerOf(silent, new TimeLimits(LONG, LONG, LONG, SHORT), GET))
                    .contains("TOTAL_TIMEOUT");
        }
    }

    @Test
    void cutsAResponseOffThatStopsMoving() {
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
                    connection.readToEnd();
                })) {
            int port =
                    engine.listen(
                                    TestEngine.forwardingTo(
                                            upstream.origin(),
                                            new TimeLimits(LONG, LONG, SHORT, Duration.ZERO)))
                            .port();
            try (RawConnection client = RawConnection.to(port)) {
                client.send(GET).readHead();
                assertThat(client.readToEnd()).hasSizeLessThanOrEqualTo(3);
                assertThat(engine.nextEnded().record().reason()).isEqualTo("cut_off");
            }
        }
    }

    @Test
    void cutsAResponseOffAtTheEndOfTheWholeTime() {
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\n\r\n");
                    connection.readToEnd();
                })) {
            int port =
                    engine.listen(
                                    TestEngine.forwardingTo(
                                            upstream.origin(),
                                            new TimeLimits(LONG, LONG, LONG, SHORT)))
                            .port();
            try (RawConnection client = RawConnection.to(port)) {
                assertThat(client.send(GET).readToEnd()).doesNotContain("0\r\n\r\n");
            }
        }
    }

    @Test
    void refusesABodyThatStopsOnItsWayUpstream() {
        try (RawUpstream upstream = RawUpstream.running(RawConnection::readToEnd)) {
            String answer =
                    answerOf(
                            upstream,
                            new TimeLimits(LONG, LONG, SHORT, Duration.ZERO),
                            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123");

            assertThat(answer).startsWith("HTTP/1.1 408 ");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        }
    }

    @Test
    void closesASwitchedConnectionOnWhichNothingMoves() {
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    connection.send(
                            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: echo\r\n\r\n");
                    connection.readToEnd();
                })) {
            int port =
                    engine.listen(
                                    TestEngine.forwardingTo(
                                            upstream.origin(),
                                            new TimeLimits(LONG, LONG, SHORT, Duration.ZERO)))
                            .port();
            try (RawConnection client = RawConnection.to(port)) {
                client.send(
                        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade:"
                                + " echo\r\n\r\n");

                assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
                assertThat(client.readToEnd()).isEmpty();
            }
        }
    }
}
