package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.HttpEngine;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that two servers could read differently: none reaches the upstream (RFC 9112 §11.2).
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class SmugglingTest {
    private RawUpstream upstream;
    private TestEngine engine;
    private HttpEngine.Listener listener;

    @BeforeEach
    void start() {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        engine = new TestEngine();
        listener = engine.listen(TestEngine.forwardingTo(upstream.origin()));
    }

    @AfterEach
    void stop() {
        engine.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // framing
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding:"
                        + " chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length:"
                        + " 5\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n"
                        + "Host: a\r\n"
                        + "Content-Length: 5\r\n"
                        + "Content-Length: 6\r\n\r\n"
                        + "abcdef",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nabcde",
                "POST / HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nabcde",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n"
                        + "Host: a\r\n"
                        + "Transfer-Encoding: chunked, chunked\r\n\r\n"
                        + "0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding:"
                        + " chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                // lines
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: y\rZ: q\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tfolded\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX\u0000Y: z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX(Y): z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX\u00e9: z\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\n\r\n",
                // request line
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u000bHTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET /\r\n\r\n",
                "GET\r\n\r\n",
                "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTQ/1.1\r\nHost: a\r\n\r\n",
                // host
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n",
                "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://x@a/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?a#b HTTP/1.1\r\nHost: a\r\n\r\n",
                // path
                "GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%5Cb HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%zzb HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: a\r\n\r\n",
            })
    void isRefusedWithoutReachingTheUpstream(String request) {
        int before = upstream.heads().size();
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send(request);
            // A second request that the first might hide.
            client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

            String response = client.readToEnd();

            assertThat(response).startsWith("HTTP/1.1 400 Bad Request\r\n");
            assertThat(response).contains("application/problem+json").contains("\"code\":");
            assertThat(response.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
            assertThat(response.split("HTTP/1.1 ", -1)).as("responses").hasSize(2);
        }
        assertThat(upstream.heads()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nabc\r\n0\r\n\r\n",
                "-1\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                " 3\r\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "\r\nabc\r\n0\r\n\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "ffffffffffffffffff\r\nabc",
                "3;a\nb\r\nabc\r\n0\r\n\r\n",
            })
    void isCutOffWhereItsChunksAreMalformed(String chunks) {
        int before = upstream.heads().size();
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readToEnd()).doesNotContain("200 OK");
        }
        assertThat(upstream.heads().subList(before, upstream.heads().size()))
                .noneMatch(head -> head.contains("/smuggled"));
    }

    @Test
    void takesWhatIsWellFormed() {
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send("\r\nGET http://A/x HTTP/1.1\r\nhOST: a\r\nX:\ty \t\r\nEmpty:\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK").endsWith("ok");
            assertThat(upstream.lastHead())
                    .startsWith("GET /x HTTP/1.1\r\n")
                    .contains("\r\nX: y\r\n");
        }
    }

    @Test
    void refusesTheSameInPieces() {
        try (RawConnection client = RawConnection.to(listener.port())) {
            "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n\r\n"
                    .chars()
                    .forEach(octet -> client.send(new byte[] {(byte) octet}));

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }
}
