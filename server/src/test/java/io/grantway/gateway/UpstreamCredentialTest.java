package io.grantway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Headers;
import io.grantway.http.OriginTls;
import io.grantway.http.Problem;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of an upstream to which the gateway proves itself, over real connections.
class UpstreamCredentialTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String REFUSED =
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nno!!";

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final TestEngine engine = new TestEngine();
    private final AtomicInteger renewals = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /// A credential whose first token is refused everywhere, got a moment later than asked for.
    private final UpstreamCredential credential =
            () ->
                    new UpstreamCredential.Use() {
                        @Override
                        public Decision put(Call call) {
                            return given(call, "old");
                        }

                        @Override
                        public boolean mayHelp(int status, Headers headers) {
                            return status == 401;
                        }

                        @Override
                        public Decision putAnother(Call call) {
                            renewals.incrementAndGet();
                            return new Decision.Wait(
                                    CompletableFuture.supplyAsync(() -> given(call, "new")));
                        }
                    };

    private static Decision given(Call call, String token) {
        call.upstreamHeaders().set("Authorization", "Bearer " + token);
        return Decision.PROCEED;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /// Takes only the token that is given, and tells what it got.
    private RawUpstream upstreamTaking(String token) {
        return RawUpstream.running(connection -> {
            String head = connection.readHead();
            while (!head.isEmpty()) {
                seen.add(head);
                Matcher length = LENGTH.matcher(head);
                if (length.find()) {
                    bodies.add(connection.readBytes(Integer.parseInt(length.group(1))));
                }
                connection.send(head.contains("Bearer " + token + "\r\n") ? OK : REFUSED);
                head = connection.readHead();
            }
        });
    }

    private RawConnection client(RawUpstream upstream, UpstreamCredential by) {
        Upstream behind =
                Upstream.of(
                        RouteFixtures.upstreamConfig(0, "http://127.0.0.1:" + upstream.port()),
                        System::nanoTime,
                        by,
                        OriginTls.USUAL);
        Route route =
                new Route(
                        "default",
                        "api",
                        "route",
                        new Route.Match(
                                Optional.empty(), PathPattern.parse("/"), List.of(), Map.of()),
                        PathRewrite.KEEP,
                        false,
                        new Route.Action(List.of(), behind));
        RouteTable table = new RouteTable(List.of(route));
        return RawConnection.to(engine.listen(new Gateway(() -> table)).port());
    }

    @Test
    void sendsItsOwnCredentialInPlaceOfWhatTheClientBrought() {
        try (RawUpstream upstream = upstreamTaking("old");
                RawConnection client = client(upstream, credential)) {
            client.send(
                    """
                    GET /x HTTP/1.1\r
                    Host: a\r
                    Authorization: Bearer client\r
                    Cookie: a=b\r
                    \r
                    """);

            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(seen.getFirst())
                    .contains("Authorization: Bearer old\r\n")
                    .doesNotContain("client", "Cookie", "X-Forwarded", "Forwarded:");
            assertThat(renewals).hasValue(0);
        }
    }

    @Test
    void renewsOnceAndSendsTheSameCallAgain() {
        try (RawUpstream upstream = upstreamTaking("new");
                RawConnection client = client(upstream, credential)) {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("ok");
            assertThat(seen).hasSize(2);
            assertThat(renewals).hasValue(1);
        }
    }

    @Test
    void sendsASmallBodyAgainToo() {
        try (RawUpstream upstream = upstreamTaking("new");
                RawConnection client = client(upstream, credential)) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(bodies).containsExactly("hello", "hello");
        }
    }

    @Test
    void passesOnARefusalOfABodyThatIsGone() {
        String body = "x".repeat(70_000);
        try (RawUpstream upstream = upstreamTaking("new");
                RawConnection client = client(upstream, credential)) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n" + body);

            assertThat(client.readResponse()).startsWith("HTTP/1.1 401 ").endsWith("no!!");
            assertThat(renewals).hasValue(0);
        }
    }

    @Test
    void passesOnASecondRefusal() {
        try (RawUpstream upstream = upstreamTaking("another");
                RawConnection client = client(upstream, credential)) {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 401 ").endsWith("no!!");
            assertThat(renewals).hasValue(1);
            assertThat(seen).hasSize(2);
        }
    }

    @Test
    void answersWhereNoCredentialCanBeHad() {
        UpstreamCredential none =
                () ->
                        new UpstreamCredential.Use() {
                            @Override
                            public Decision put(Call call) {
                                return new Decision.Answer(
                                        Problem.of(503, "no_token", "none").toResponse("1"));
                            }

                            @Override
                            public boolean mayHelp(int status, Headers headers) {
                                return false;
                            }

                            @Override
                            public Decision putAnother(Call call) {
                                return put(call);
                            }
                        };
        try (RawUpstream upstream = upstreamTaking("any");
                RawConnection client = client(upstream, none)) {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 503 ");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void answersAlsoWhereACredentialFailsBehindAWait() {
        UpstreamCredential failing =
                () ->
                        new UpstreamCredential.Use() {
                            @Override
                            public Decision put(Call call) {
                                throw new IllegalStateException("private");
                            }

                            @Override
                            public boolean mayHelp(int status, Headers headers) {
                                return false;
                            }

                            @Override
                            public Decision putAnother(Call call) {
                                return put(call);
                            }
                        };
        try (RawUpstream upstream = upstreamTaking("any");
                RawConnection client = client(upstream, failing)) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 500 ").doesNotContain("private");
            assertThat(seen).isEmpty();
        }
    }
}
