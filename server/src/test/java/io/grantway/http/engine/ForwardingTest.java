package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Body;
import io.grantway.http.Forward;
import io.grantway.http.ForwardFailure;
import io.grantway.http.Forwarding;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.http.HttpEngine;
import io.grantway.http.HttpLimits;
import io.grantway.http.Response;
import io.grantway.http.TrustedProxies;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls over HTTP/1.1 on both sides, octet by octet.
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class ForwardingTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET /x?q=1 HTTP/1.1\r\nHost: api.example\r\n\r\n";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void stop() {
        engine.close();
    }

    private RawConnection clientOf(RawUpstream upstream) {
        return RawConnection.to(engine.listen(TestEngine.forwardingTo(upstream.origin())).port());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Test
    void passesRequestAndResponseOn() {
        try (RawUpstream upstream =
                        RawUpstream.answering(
                                "HTTP/1.1 203 Fine\r\nX-From: upstream\r\nContent-Length:"
                                        + " 2\r\nX-Request-Id: its-own\r\n\r\nok");
                RawConnection client = clientOf(upstream)) {
            client.send("GET /x?q=1 HTTP/1.1\r\nHost: api.example\r\nX-From: client\r\n\r\n");

            String response = client.readResponse();

            assertThat(response).startsWith("HTTP/1.1 203 ").endsWith("\r\n\r\nok");
            assertThat(response).contains("X-From: upstream", "Via: 1.1 grantway");
            assertThat(lower(response)).contains("\r\ndate: ").doesNotContain("its-own");
            assertThat(upstream.lastHead())
                    .startsWith("GET /x?q=1 HTTP/1.1\r\n")
                    .contains("X-From: client", "Via: 1.1 grantway", "X-Request-Id: ")
                    .containsIgnoringCase("host: 127.0.0.1:" + upstream.port());
            TestEngine.Ended ended = engine.nextEnded();
            assertThat(ended.status()).isEqualTo(203);
            assertThat(ended.bytesOut()).isEqualTo(2);
            assertThat(response).contains("X-Request-Id: " + ended.head().id());
            assertThat(upstream.lastHead()).contains("X-Request-Id: " + ended.head().id());
        }
    }

    @Test
    void sendsTheNormalisedPath() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                RawConnection client = clientOf(upstream)) {
            client.send("GET /a/..;x/./%61dmin//b?q=/../ HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readResponse()).contains(" 200 ");
            assertThat(upstream.lastHead()).startsWith("GET /admin/b?q=/../ HTTP/1.1\r\n");
        }
    }

    @Test
    void dropsTheFieldsOfOneHopInBothDirections() {
        try (RawUpstream upstream =
                        RawUpstream.answering(
                                "HTTP/1.1 200 OK\r\n"
                                        + "Connection: X-Down\r\n"
                                        + "X-Down: 1\r\n"
                                        + "Keep-Alive: timeout=5\r\n"
                                        + "Proxy-Authenticate: Basic\r\n"
                                        + "Content-Length: 0\r\n\r\n");
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Up, keep-alive\r\nX-Up:"
                            + " 1\r\nKeep-Alive: 1\r\nTE: gzip\r\nProxy-Authorization:"
                            + " x\r\nProxy-Connection: x\r\nUpgrade: foo\r\nX-End: 1\r\n\r\n");

            String response = lower(client.readResponse());

            assertThat(response).doesNotContain("x-down", "keep-alive", "proxy-authenticate");
            assertThat(lower(upstream.lastHead()))
                    .contains("x-end: 1")
                    .doesNotContain("x-up", "keep-alive", "\r\nte:", "proxy-", "upgrade");
        }
    }

    @Test
    void replacesForwardingFieldsOfAnyone() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "GET / HTTP/1.1\r\n"
                            + "Host: Api.Example:81\r\n"
                            + "X-Forwarded-For: 6.6.6.6\r\n"
                            + "X-Forwarded-Proto: https\r\n"
                            + "X-Forwarded-Host: evil\r\n"
                            + "X-Forwarded-Port: 9\r\n"
                            + "Forwarded: for=6.6.6.6\r\n"
                            + "X-Request-Id: chosen\r\n\r\n");

            client.readResponse();

            assertThat(upstream.lastHead())
                    .contains(
                            "\r\nX-Forwarded-For: 127.0.0.1\r\n",
                            "\r\nX-Forwarded-Proto: http\r\n",
                            "\r\nX-Forwarded-Host: api.example:81\r\n",
                            "\r\nX-Forwarded-Port: 81\r\n",
                            "\r\nForwarded: for=127.0.0.1;host=\"api.example:81\";proto=http\r\n")
                    .doesNotContain("6.6.6.6", "evil", "chosen");
            assertThat(engine.nextEnded().head().peer().clientAddress()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void appendsToForwardingFieldsOfTrustedProxies() {
        try (RawUpstream upstream = RawUpstream.answering(OK)) {
            HttpEngine.Listener listener =
                    engine.listen(
                            TestEngine.forwardingTo(upstream.origin()),
                            HttpLimits.USUAL,
                            TrustedProxies.of(List.of("127.0.0.0/8", "10.0.0.0/8")),
                            null);
            try (RawConnection client = RawConnection.to(listener.port())) {
                client.send(
                        "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 7.7.7.7,"
                                + " 10.1.1.1\r\nX-Forwarded-Proto: https\r\nX-Request-Id:"
                                + " chosen-1\r\nForwarded: for=7.7.7.7\r\n\r\n");

                assertThat(client.readResponse()).contains("X-Request-Id: chosen-1");
            }
            assertThat(upstream.lastHead())
                    .contains(
                            "X-Forwarded-For: 6.6.6.6, 7.7.7.7, 10.1.1.1, 127.0.0.1",
                            "X-Forwarded-Proto: https",
                            "X-Request-Id: chosen-1",
                            "Forwarded: for=7.7.7.7, for=127.0.0.1;");
            assertThat(engine.nextEnded().head().peer().clientAddress()).isEqualTo("7.7.7.7");
        }
    }

    @Test
    void keepsBothConnectionsForTheNextCalls() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                RawConnection client = clientOf(upstream)) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.send(GET).readResponse()).endsWith("ok");
            }

            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            for (int i = 0; i < 3; i++) {
                                String head = connection.readHead();
                                String path = head.substring(4, head.indexOf(' ', 4));
                                connection.send(
                                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + path);
                            }
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                            + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readResponse()).endsWith("/1");
            assertThat(client.readResponse()).endsWith("/2");
            assertThat(client.readResponse()).endsWith("/3");
        }
    }

    @Test
    void passesAHeadResponseWithoutABody() {
        try (RawUpstream upstream =
                        RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
                RawConnection client = clientOf(upstream)) {
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(lower(client.readHead())).contains("content-length: 500");

            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void passesResponsesThatNeverHaveABody() {
        for (String status : List.of("204 No Content", "304 Not Modified")) {
            try (RawUpstream upstream =
                            RawUpstream.answering(
                                    "HTTP/1.1 " + status + "\r\nETag: \"a\"\r\n\r\n");
                    RawConnection client = clientOf(upstream)) {
                for (int i = 0; i < 2; i++) {
                    String head = client.send(GET).readHead();

                    assertThat(head).startsWith("HTTP/1.1 " + status);
                    assertThat(lower(head)).doesNotContain("transfer-encoding", "content-length");
                }
            }
        }
    }

    @Test
    void passesInterimResponsesOn() {
        try (RawUpstream upstream =
                        RawUpstream.answering(
                                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK);
                RawConnection client = clientOf(upstream)) {
            client.send(GET);

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 103 Early Hints\r\n")
                    .contains("Link: </a.css>");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("ok");
            assertThat(client.send(GET).readHead()).startsWith("HTTP/1.1 103 ");
        }
    }

    @Test
    void passesExpectationAndContinueOn() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            String head = connection.readHead();
                            assertThat(lower(head)).contains("expect: 100-continue");
                            connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                            String body = connection.readBytes(5);
                            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                            connection.readHead();
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect:"
                            + " 100-continue\r\n\r\n");

            assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue\r\n");
            assertThat(client.send("hello").readResponse()).endsWith("hello");
        }
    }

    @Test
    void continuesByItselfWhereTheUpstreamKnowsNoExpectation() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            String body = connection.readBytes(5);
                            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                            connection.readHead();
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect:"
                            + " 100-continue\r\n\r\n");

            assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue\r\n");
            assertThat(client.send("hello").readResponse()).endsWith("hello");
        }
    }

    @Test
    void passesAnEarlyRefusalOnWithoutTheBody() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            connection.send(
                                    "HTTP/1.1 413 Content Too Large\r\nContent-Length:"
                                            + " 3\r\n\r\nno!");
                            connection.readToEnd();
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\nExpect:"
                            + " 100-continue\r\n\r\n");

            String response = client.readToEnd();

            assertThat(response).startsWith("HTTP/1.1 413 ").endsWith("no!");
            assertThat(lower(response)).contains("connection: close");
        }
    }

    @Test
    void streamsAChunkedBodyBothWays() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            String head = lower(connection.readHead());
                            assertThat(head)
                                    .contains("transfer-encoding: chunked")
                                    .doesNotContain("content-length");
                            connection.send(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            // Each piece goes back before the next is sent.
                            for (int i = 0; i < 3; i++) {
                                assertThat(connection.readBytes(6)).isEqualTo("1\r\n" + i + "\r\n");
                                connection.send("1\r\n" + i + "\r\n");
                            }
                            assertThat(connection.readBytes(5)).isEqualTo("0\r\n\r\n");
                            connection.send("0\r\nX-Trailer: t\r\n\r\n");
                            connection.readHead();
                        });
                RawConnection client = clientOf(upstream)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                client.send("1;ext=1\r\n" + i + "\r\n");
                if (i == 0) {
                    assertThat(lower(client.readHead())).contains("transfer-encoding: chunked");
                }
                assertThat(client.readBytes(6)).isEqualTo("1\r\n" + i + "\r\n");
            }
            client.send("0\r\n\r\n");

            assertThat(lower(client.readHead())).isEqualTo("0\r\nx-trailer: t\r\n\r\n");
        }
    }

    @Test
    void sendsACollectedBodyOn() {
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    String head = lower(connection.readHead());
                    assertThat(head).contains("content-length: 10").doesNotContain("transfer");
                    String body = connection.readBytes(10);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + body);
                    connection.readHead();
                })) {
            HttpEngine.Listener listener =
                    engine.listen(exchange ->
                            exchange.body(100)
                                    .thenAccept(_ ->
                                            TestEngine.forwardingTo(upstream.origin())
                                                    .handle(exchange)));
            try (RawConnection client = RawConnection.to(listener.port())) {
                client.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "4\r\nabcd\r\n6\r\nefghij\r\n0\r\n\r\n");

                assertThat(client.readResponse()).endsWith("abcdefghij");
            }
        }
    }

    @Test
    void sendsAReplacementInPlaceOfTheBody() {
        try (RawUpstream upstream = RawUpstream.answering(OK)) {
            HttpEngine.Listener listener =
                    engine.listen(exchange -> {
                        HeaderEdits edits = new HeaderEdits();
                        edits.set("X-Added", "é");
                        edits.remove("Authorization");
                        edits.set("Content-Length", "99");
                        exchange.forward(
                                new Forward(
                                        upstream.origin(),
                                        "/other",
                                        edits,
                                        true,
                                        TestEngine.LIMITS,
                                        Body.of("")),
                                TestEngine.answering(exchange));
                    });
            try (RawConnection client = RawConnection.to(listener.port())) {
                client.send(
                        "POST / HTTP/1.1\r\nHost: Api.Example\r\nAuthorization: secret\r\n"
                                + "Content-Length: 4\r\n\r\nabcd");

                assertThat(client.readResponse()).endsWith("ok");
                assertThat(upstream.lastHead())
                        .startsWith("POST /other ")
                        .containsIgnoringCase("host: api.example\r\n")
                        .containsIgnoringCase("content-length: 0\r\n")
                        .contains("X-Added: \u00c3\u00a9\r\n")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void neverSendsAFieldThatWouldEndAnother() {
        try (RawUpstream upstream = RawUpstream.answering(OK)) {
            HttpEngine.Listener listener =
                    engine.listen(exchange -> {
                        HeaderEdits edits = new HeaderEdits();
                        edits.set("X-Name", "a\r\nX-Admin: yes");
                        exchange.forward(
                                new Forward(
                                        upstream.origin(),
                                        "/",
                                        edits,
                                        false,
                                        TestEngine.LIMITS,
                                        null),
                                TestEngine.answering(exchange));
                    });
            try (RawConnection client = RawConnection.to(listener.port())) {
                assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 502 ");
                assertThat(upstream.heads()).isEmpty();
            }
        }
    }

    @Test
    void cutsTheResponseOffWhereTheUpstreamDoes() {
        List<String> halves =
                List.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        for (String half : halves) {
            try (RawUpstream upstream =
                            RawUpstream.running(connection -> {
                                connection.readHead();
                                connection.send(half);
                            });
                    RawConnection client = clientOf(upstream)) {
                client.send(GET);

                String all = client.readToEnd();

                assertThat(all).doesNotContain("0\r\n\r\n");
                assertThat(engine.nextEnded().record().reason()).isEqualTo("cut_off");
            }
        }
    }

    @Test
    void endsABodyOfUnknownLengthWithTheUpstreamsConnection() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            connection.send("HTTP/1.0 200 OK\r\n\r\nto the end");
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(GET);

            assertThat(lower(client.readHead())).contains("transfer-encoding: chunked");
            assertThat(client.readBytes(20)).isEqualTo("a\r\nto the end\r\n0\r\n\r\n");
        }
    }

    @Test
    void speaksToAnOldClientWithoutChunks() {
        try (RawUpstream upstream =
                        RawUpstream.answering(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "2\r\nok\r\n0\r\n\r\n");
                RawConnection client = clientOf(upstream)) {
            client.send("GET / HTTP/1.0\r\n\r\n");

            String all = client.readToEnd();

            assertThat(all).endsWith("\r\n\r\nok");
            assertThat(lower(all)).doesNotContain("transfer-encoding");
        }
    }

    @Test
    void tellsFailuresApart() {
        record Case(String response, String kind) {}
        List<Case> cases =
                List.of(
                        new Case("", "CUT_OFF"),
                        new Case("HTTP/1.1 200 OK\r\nContent-", "CUT_OFF"),
                        new Case("SSH-2.0-OpenSSH_9.2\r\n\r\n", "MALFORMED"),
                        new Case("HTTP/1.1 200 OK\nContent-Length: 0\n\n", "MALFORMED"),
                        new Case("HTTP/1.1 200 OK\r\nnocolon\r\n\r\n", "MALFORMED"),
                        new Case(
                                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length:"
                                        + " 2\r\n\r\nab",
                                "MALFORMED"),
                        new Case(
                                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding:"
                                        + " chunked\r\n\r\n0\r\n\r\n",
                                "MALFORMED"),
                        new Case("HTTP/1.1 abc OK\r\n\r\n", "MALFORMED"),
                        new Case("HTTP/1.1 099 OK\r\n\r\n", "MALFORMED"),
                        new Case(
                                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                                "MALFORMED"),
                        new Case(
                                "HTTP/1.1 200 OK\r\nX: " + "y".repeat(200_000) + "\r\n\r\n",
                                "MALFORMED"));
        for (Case each : cases) {
            try (RawUpstream upstream =
                            RawUpstream.running(connection -> {
                                connection.readHead();
                                connection.send(each.response());
                            });
                    RawConnection client = clientOf(upstream)) {
                assertThat(client.send(GET).readResponse())
                        .as(each.response().substring(0, Math.min(40, each.response().length())))
                        .startsWith("HTTP/1.1 502 ")
                        .contains("\"code\":\"" + each.kind() + "\"");
            }
        }
    }

    @Test
    void saysThatNobodyListens() {
        RawUpstream gone = RawUpstream.answering(OK);
        gone.close();
        try (RawConnection client = clientOf(gone)) {
            assertThat(client.send(GET).readResponse()).contains("UNREACHABLE", "(replayable)");
        }
    }

    @Test
    void triesAgainWhereAKeptConnectionWasJustClosed() {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            connection.send(OK);
                            // Takes the second request and closes without a word.
                            connection.readHead();
                            closed.countDown();
                        });
                RawConnection client = clientOf(upstream)) {
            assertThat(client.send(GET).readResponse()).endsWith("ok");
            assertThat(client.send(GET).readResponse()).endsWith("ok");
            assertThat(closed.getCount()).isZero();
            assertThat(upstream.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotSendTwiceWhatIsNotIdempotent() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            connection.send(OK);
                            connection.readHead();
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(GET).readResponse();
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");

            assertThat(client.readResponse()).contains("CUT_OFF");
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void answersAClientThatHasClosedItsOwnDirection() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                RawConnection client = clientOf(upstream)) {
            client.send(GET).halfClose();

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("ok");
        }
    }

    @Test
    void givesUpAnUpstreamWhoseClientIsGone() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    begun.countDown();
                    connection.readToEnd();
                    gone.countDown();
                })) {
            try (RawConnection client = clientOf(upstream)) {
                client.send(GET);
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.nextEnded().status()).isEqualTo(499);
        }
    }

    @Test
    void switchesToAnotherProtocol() {
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            String head = lower(connection.readHead());
                            assertThat(head)
                                    .contains("connection: upgrade", "upgrade: websocket")
                                    .contains("sec-websocket-key: abc");
                            connection.send(
                                    "HTTP/1.1 101 Switching Protocols\r\n"
                                            + "Connection: Upgrade\r\n"
                                            + "Upgrade: websocket\r\n"
                                            + "Sec-WebSocket-Accept: xyz\r\n\r\n"
                                            + "first");
                            for (int i = 0; i < 3; i++) {
                                connection.send(connection.readBytes(4));
                            }
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade:"
                            + " websocket\r\nSec-WebSocket-Key: abc\r\n\r\n");

            String head = client.readHead();
            assertThat(head).startsWith("HTTP/1.1 101 ").contains("Sec-WebSocket-Accept: xyz");
            assertThat(lower(head)).contains("connection: upgrade", "upgrade: websocket");
            assertThat(client.readBytes(5)).isEqualTo("first");
            for (String message : List.of("ping", "\u0000\u00ff\r\n", "GET ")) {
                assertThat(client.send(message).readBytes(4)).isEqualTo(message);
            }
            assertThat(client.readToEnd()).isEmpty();
            assertThat(engine.nextEnded().status()).isEqualTo(101);
        }
    }

    @Test
    void passesTheRefusalOfAnotherProtocolOn() {
        try (RawUpstream upstream = RawUpstream.answering(OK);
                RawConnection client = clientOf(upstream)) {
            client.send(
                    "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade:"
                            + " websocket\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("ok");
            assertThat(client.send(GET).readResponse()).endsWith("ok");
        }
    }

    @Test
    void passesServerSentEventsOnOneByOne() {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            connection.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type:"
                                            + " text/event-stream\r\n\r\ndata: 1\n\n");
                            assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                            connection.send("data: 2\n\n");
                        });
                RawConnection client = clientOf(upstream)) {
            client.send(GET).readHead();

            assertThat(client.readBytes(14)).isEqualTo("9\r\ndata: 1\n\n\r\n");
            seen.countDown();
            assertThat(client.readBytes(14)).isEqualTo("9\r\ndata: 2\n\n\r\n");
        }
    }

    @Test
    void answersFromAnotherThread() {
        HttpEngine.Listener listener =
                engine.listen(exchange ->
                        Thread.ofVirtual()
                                .start(() -> exchange.answer(Response.text(200, "later"))));
        try (RawConnection client = RawConnection.to(listener.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET).readResponse()).endsWith("later");
            }
        }
    }

    @Test
    void answersAtOnceAndKeepsTheConnection() {
        HttpEngine.Listener listener =
                engine.listen(exchange -> exchange.answer(Response.text(401, "no")));
        try (RawConnection client = RawConnection.to(listener.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd");
                assertThat(client.readResponse()).startsWith("HTTP/1.1 401 ").endsWith("no");
            }
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200));
            for (int i = 0; i < 200; i++) {
                assertThat(client.readResponse()).endsWith("no");
            }
            assertThat(client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").readHead())
                    .containsIgnoringCase("content-length: 2");
        }
    }

    @Test
    void closesRatherThanReadALargeBodyThatNobodyWants() {
        HttpEngine.Listener listener =
                engine.listen(exchange -> exchange.answer(Response.text(401, "no")));
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n"
                            + "x".repeat(200_000));

            String all = client.readToEnd();

            assertThat(all).startsWith("HTTP/1.1 401 ").endsWith("no");
            assertThat(lower(all)).contains("connection: close");
        }
    }

    @Test
    void answersWhatAHandlerThrows() {
        HttpEngine.Listener listener =
                engine.listen(_ -> {
                    throw new IllegalStateException("a secret of the inside");
                });
        try (RawConnection client = RawConnection.to(listener.port())) {
            String response = client.send(GET).readResponse();

            assertThat(response)
                    .startsWith("HTTP/1.1 500 ")
                    .contains("internal_error")
                    .doesNotContain("secret");
            assertThat(response).contains(engine.nextEnded().head().id());
        }
    }

    @Test
    void answersEvenWhereItsAnswerCannotBeWritten() {
        HttpEngine.Listener listener =
                engine.listen(exchange ->
                        Thread.ofVirtual()
                                .start(() ->
                                        exchange.answer(Response.redirect(302, "/a\r\nX: y"))));
        try (RawConnection client = RawConnection.to(listener.port())) {
            assertThat(client.send(GET).readResponse())
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("X: y");
        }
    }

    @Test
    void answersEvenWhereTheWatcherOfAFailureFails() {
        RawUpstream gone = RawUpstream.answering(OK);
        gone.close();
        HttpEngine.Listener listener =
                engine.listen(exchange ->
                        exchange.forward(
                                TestEngine.to(gone.origin(), exchange, TestEngine.LIMITS),
                                new FailingWatcher()));
        try (RawConnection client = RawConnection.to(listener.port())) {
            assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void answersEvenWhereTheWatcherOfAResponseFails() {
        try (RawUpstream upstream = RawUpstream.answering(OK)) {
            HttpEngine.Listener listener =
                    engine.listen(exchange ->
                            exchange.forward(
                                    TestEngine.to(upstream.origin(), exchange, TestEngine.LIMITS),
                                    new FailingWatcher()));
            try (RawConnection client = RawConnection.to(listener.port())) {
                assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 500 ");
            }
        }
    }

    private static final class FailingWatcher implements Forwarding {
        @Override
        public HeaderEdits onHead(int status, Headers headers) {
            throw new IllegalStateException("the watcher failed");
        }

        @Override
        public void onFailure(ForwardFailure failure) {
            throw new IllegalStateException("the watcher failed");
        }

        @Override
        public void onEnd(boolean complete) {}
    }
}
