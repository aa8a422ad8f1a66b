package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.HttpEngine;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/2 requests that would become other requests, or more than one, in HTTP/1.1 (RFC 9113
/// §10.3): none reaches the upstream. The client lies frame by frame.
class HttpTwoSmugglingTest {
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

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /// Fields as literals without indexing and without Huffman coding (RFC 7541 §6.2.2).
    private static byte[] fields(List<String> namesAndValues) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            out.write(0);
            literal(out, namesAndValues.get(i));
            literal(out, namesAndValues.get(i + 1));
        }
        return out.toByteArray();
    }

    private static void literal(ByteArrayOutputStream out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(octets.length).isLessThan(127);
        out.write(octets.length);
        out.writeBytes(octets);
    }

    private String answerTo(List<String> fields, boolean end) {
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            client.send(frame(4, 0, 0, new byte[0]));
            client.send(frame(1, end ? 5 : 4, 1, fields(fields)));
            if (!end) {
                client.send(frame(0, 1, 1, "body".getBytes(StandardCharsets.US_ASCII)));
            }
            return readUntilStreamEnds(client);
        }
    }

    /// Ends with the response, a reset, or the end of the connection: with GOAWAY too, it closes.
    private static String readUntilStreamEnds(RawConnection client) {
        StringBuilder all = new StringBuilder();
        while (true) {
            String head = client.readBytes(9);
            if (head.length() < 9) {
                return all.toString();
            }
            int length = (head.charAt(0) << 16) | (head.charAt(1) << 8) | head.charAt(2);
            all.append(head).append(client.readBytes(length));
            int type = head.charAt(3);
            boolean endsStream = type <= 1 && (head.charAt(4) & 1) != 0;
            if (head.charAt(8) == 1 && (endsStream || type == 3)) {
                return all.toString();
            }
        }
    }

    /// What was sent before has reached the upstream by now, if it ever does.
    private void markerArrives() {
        try (RawConnection client = RawConnection.to(listener.port())) {
            client.send("GET /marker HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readResponse()).endsWith("ok");
        }
        assertThat(upstream.lastHead()).startsWith("GET /marker ");
    }

    @Test
    void theClientOfThisTestIsUnderstood() {
        answerTo(
                List.of(
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/well",
                        ":authority",
                        "a",
                        "x",
                        "y"),
                true);
        markerArrives();

        assertThat(upstream.heads())
                .anySatisfy(head ->
                        assertThat(head).startsWith("GET /well HTTP/1.1").contains("\r\nx: y\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method|GET|:scheme|http|:path|/|:authority|a|x|y\r\nz: q",
                ":method|GET|:scheme|http|:path|/|:authority|a|x|y\nz: q",
                ":method|GET|:scheme|http|:path|/|:authority|a|x|y\rz",
                ":method|GET|:scheme|http|:path|/|:authority|a|x|\u0000",
                ":method|GET|:scheme|http|:path|/|:authority|a|x: y\r\nz|q",
                ":method|GET|:scheme|http|:path|/|:authority|a|x y|q",
                ":method|GET|:scheme|http|:path|/|:authority|a|x:|q",
                ":method|GET|:scheme|http|:path|/|:authority|a||q",
                ":method|GET|:scheme|http|:path|/|:authority|a|X|q",
                ":method|GET / HTTP/1.1\r\nHost: a\r\n\r\nGET|:scheme|http|:path|/|:authority|a",
                ":method|GE T|:scheme|http|:path|/|:authority|a",
                ":method||:scheme|http|:path|/|:authority|a",
                ":method|CONNECT|:authority|a:1",
                ":method|GET|:scheme|http|:path|/ HTTP/1.1\r\nX: y|:authority|a",
                ":method|GET|:scheme|http|:path|/a b|:authority|a",
                ":method|GET|:scheme|http|:path|a|:authority|a",
                ":method|GET|:scheme|http|:path||:authority|a",
                ":method|GET|:scheme|http|:path|http://b/|:authority|a",
                ":method|GET|:scheme|http|:path|/a%2fb|:authority|a",
                ":method|GET|:scheme|http|:path|/|:authority|a\r\nX: y",
                ":method|GET|:scheme|http|:path|/|:authority|u@a",
                ":method|GET|:scheme|http|:path|/",
                ":method|GET|:scheme|http|:path|/|:authority|a|host|b",
                ":method|GET|:scheme|http|:path|/|host|a|host|a",
                ":method|GET|:scheme|http|:path|/|:path|/b|:authority|a",
                ":method|GET|:scheme|http|:path|/|:authority|a|:path|/b",
                ":method|GET|:scheme|http|:path|/|:authority|a|:unknown|x",
                ":method|GET|:scheme|http|:path|/|:authority|a|connection|close",
                ":method|GET|:scheme|http|:path|/|:authority|a|transfer-encoding|chunked",
                ":method|GET|:scheme|http|:path|/|:authority|a|upgrade|x",
                ":method|GET|:scheme|http|:path|/|:authority|a|te|gzip",
                ":method|GET|:scheme|http|:path|/|:authority|a|content-length|5",
                ":method|GET|:scheme|http|:path|/|:authority|a|content-length|0|content-length|1",
            })
    void isRefusedWithoutReachingTheUpstream(String fields) {
        int before = upstream.heads().size();

        String answer = answerTo(List.of(fields.split("\\|", -1)), true);

        assertThat(answer).isNotEmpty();
        markerArrives();
        assertThat(upstream.heads()).hasSize(before + 1);
    }

    @Test
    void isRefusedWhereTheBodyIsNotAsLongAsSaid() {
        String answer =
                answerTo(
                        List.of(
                                ":method",
                                "POST",
                                ":scheme",
                                "http",
                                ":path",
                                "/",
                                ":authority",
                                "a",
                                "content-length",
                                "3"),
                        false);

        // A reset of stream 1 with PROTOCOL_ERROR (RFC 9113 §8.1.1).
        assertThat(answer)
                .contains(
                        "\u0000\u0000\u0004\u0003\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000\u0001");
    }
}
