package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.http.Body;
import io.grantway.outbound.CallFailure.Reason;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// APIs that fail, and what a call through a connection then comes to.
@Timeout(30)
class RestFaultsTest {
    private final RestBench bench = new RestBench();
    private final Backend backend = new Backend();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        bench.close();
        backend.close();
    }

    private CallFailure failure(String path) {
        return failure(OutboundRequest.of("GET", path));
    }

    private CallFailure failure(OutboundRequest request) {
        return catchThrowableOfType(CallFailure.class, () -> bench.call(request));
    }

    private void raw(RawUpstream upstream, String settings) {
        bench.rest("url: 'http://127.0.0.1:%d', %s".formatted(upstream.port(), settings));
    }

    private void drip(RawConnection connection, String begin) throws InterruptedException {
        connection.readHead();
        connection.send(begin);
        while (!over.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            connection.send("x");
        }
    }

    @Test
    void endsInTimeWhateverAnApiWaitsWith() {
        try (RawUpstream silent = RawUpstream.running(connection -> over.await());
                RawUpstream head = RawUpstream.running(it -> drip(it, "HTTP/1.1 200 OK\r\nX: "));
                RawUpstream body =
                        RawUpstream.running(it ->
                                drip(it, "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"))) {
            for (RawUpstream each : new RawUpstream[] {silent, head, body}) {
                raw(each, "timeout: 300ms, retries: 5");
                long began = System.nanoTime();
                assertThat(failure("").reason()).isEqualTo(Reason.TIMED_OUT);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void endsInTimeWhereANameIsNotFoundOut() {
        try (RestBench slow =
                new RestBench(_ -> {
                    try {
                        over.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    throw new java.net.UnknownHostException();
                })) {
            slow.rest("url: 'http://slow.example', timeout: 300ms, retries: 0");
            CallFailure failure = catchThrowableOfType(CallFailure.class, () -> slow.get(""));
            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure).hasMessageContaining("slow.example");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK~Content-Length: 10~~abc, UNREACHABLE",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~ab, UNREACHABLE",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~ab~, UNREACHABLE",
        "HTTP/1.1 200 OK~Content-Encoding: gzip~Content-Length: 3~~abc, UNREACHABLE",
        "220 smtp.example ESMTP~, UNREACHABLE",
        "HTTP/7.1 200 OK~~, MALFORMED",
        "'', UNREACHABLE",
    })
    void saysWhatIsWrongWithAnAnswerThatIsNone(String answer, Reason reason) {
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    connection.send(answer.replace("~", "\r\n"));
                })) {
            raw(upstream, "retries: 0");
            assertThat(failure("").reason()).isEqualTo(reason);
        }
    }

    @Test
    void readsNoMoreThanTheLimitAlsoWhereItCameCompressed() throws IOException {
        byte[] bomb = gzip(new byte[8 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(64 * 1024);
        backend.answering(one ->
                one.target().equals("/zip")
                        ? new Answer(200, java.util.Map.of("Content-Encoding", "gzip"), bomb)
                        : new Answer(200, java.util.Map.of(), new byte[70 * 1024]));
        bench.rest("maxAnswer: 64KiB, pool: 1, url: '%s'".formatted(backend.url("")));

        assertThat(failure("/zip").reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure("/big")).hasMessageContaining("maxAnswer");
        backend.answering(_ -> new Answer(200, java.util.Map.of(), new byte[64 * 1024]));
        assertThat(bench.get("/").length()).isEqualTo(4 + 64 * 1024);
    }

    @Test
    void decompressesAndKeepsTheConnection() throws IOException {
        byte[] zipped = gzip("hello".getBytes(StandardCharsets.UTF_8));
        backend.answering(
                one -> new Answer(200, java.util.Map.of("Content-Encoding", "gzip"), zipped));
        bench.rest("url: '%s'".formatted(backend.url("")));
        for (int i = 0; i < 3; i++) {
            try (OutboundAnswer answer = bench.api().call(OutboundRequest.of("GET", ""))) {
                assertThat(answer.body().text()).isEqualTo("hello");
                assertThat(answer.headers().contains("Content-Encoding")).isFalse();
            }
        }
        assertThat(bench.call(OutboundRequest.of("HEAD", ""))).isEqualTo("200 ");
        assertThat(backend.asked().stream().map(Backend.Asked::port).distinct()).hasSize(1);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void streamsLargeBodiesBothWaysWithoutKeepingThem() throws IOException {
        long size = 200L * 1024 * 1024;
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    byte[] chunk = new byte[64 * 1024];
                    for (long came = 0; came < size; came += chunk.length) {
                        connection.readBytes(chunk.length);
                    }
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    for (long sent = 0; sent < size; sent += chunk.length) {
                        connection.send(chunk);
                    }
                    connection.readHead();
                })) {
            raw(upstream, "timeout: 60s");
            OutboundRequest request =
                    OutboundRequest.of("PUT", "")
                            .sending(
                                    new OutboundBody.Streamed(
                                            "a/b", new Endless(size), OptionalLong.of(size)));
            System.gc();
            long before = used();
            try (OutboundAnswer answer = bench.api().call(request)) {
                byte[] chunk = new byte[64 * 1024];
                long read = 0;
                for (int n = answer.stream().read(chunk); n >= 0; n = answer.stream().read(chunk)) {
                    read += n;
                }
                assertThat(read).isEqualTo(size);
            }
            System.gc();
            assertThat(used() - before).isLessThan(60L * 1024 * 1024);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// So many bytes and no more.
    private static final class Endless extends InputStream {
        private long left;

        Endless(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 7 : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }

    @Test
    void sendsNoBodyThatIsNotAsLongAsItsLengthSays() {
        bench.rest("timeout: 5s, url: '%s'".formatted(backend.url("")));
        for (long length : new long[] {2, 5}) {
            InputStream three = new ByteArrayInputStream(new byte[3]);
            CallFailure failure =
                    failure(
                            OutboundRequest.of("PUT", "")
                                    .sending(
                                            new OutboundBody.Streamed(
                                                    "a/b", three, OptionalLong.of(length))));
            assertThat(failure.reason()).isEqualTo(Reason.REQUEST);
            assertThat(failure).hasMessageContaining("than its length says");
        }
    }

    @Test
    void saysThatAPlaceIsMissingAndGivesItBackWithTheAnswer() {
        bench.rest("pool: 1, waitForPlace: 1ms, url: '%s'".formatted(backend.url("")));
        try (OutboundAnswer held = bench.api().call(OutboundRequest.of("GET", ""))) {
            assertThat(held.status()).isEqualTo(200);
            assertThat(failure("").reason()).isEqualTo(Reason.BUSY);
        }
        assertThat(bench.get("")).isEqualTo("200 hello");
    }

    @Test
    void givesThePlaceOfAForgottenAnswerBackInTime() {
        bench.rest("pool: 1, waitForPlace: 5s, url: '%s'".formatted(backend.url("")));
        OutboundAnswer forgotten =
                bench.api().call(OutboundRequest.of("GET", "").within(Duration.ofMillis(300)));
        assertThat(bench.call(OutboundRequest.of("GET", ""))).isEqualTo("200 hello");
        assertThatThrownBy(() -> forgotten.stream().readAllBytes())
                .isInstanceOf(java.net.SocketTimeoutException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,503,'',3",
        "GET,429,'',3",
        "GET,502,'',3",
        "GET,500,'',1",
        "GET,404,'',1",
        "PUT,504,'',3",
        "DELETE,503,'',3",
        "POST,503,'',1",
        "POST,429,'',3",
        "PATCH,503,'',1",
        "POST,503,key,3",
        "PATCH,504,key,3",
    })
    void triesAgainWhatMayBeMadeTwice(String method, int status, String key, int times) {
        backend.answering(_ -> Answer.of(status, "no"));
        bench.rest("url: '%s'".formatted(backend.url("")));
        OutboundRequest request =
                OutboundRequest.of(method, "").sending(OutboundBody.of("a/b", Body.of("x")));
        assertThat(bench.call(key.isEmpty() ? request : request.with("Idempotency-Key", key)))
                .isEqualTo(status + " no");
        assertThat(backend.count()).isEqualTo(times);
        assertThat(bench.pauses)
                .hasSize(times - 1)
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) < 0);
        assertThat(bench.figures().retries()).isEqualTo(times - 1);
    }

    @Test
    void neverSendsAStreamAgain() {
        backend.answering(_ -> Answer.of(429, "no"));
        bench.rest("url: '%s'".formatted(backend.url("")));
        bench.call(
                OutboundRequest.of("PUT", "")
                        .sending(
                                new OutboundBody.Streamed(
                                        "a/b",
                                        new ByteArrayInputStream(new byte[3]),
                                        OptionalLong.empty())));
        assertThat(backend.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2                              | 2000",
                "Sun, 01 Mar 2026 12:00:07 GMT  | 7000",
                "Sun, 01 Mar 2026 11:00:00 GMT  | 0",
                "soon                           | 0",
                "31                             | -1",
                "99999999999                    | 0",
            })
    void waitsAsLongAsAnApiAsksFor(String asked, long millis) {
        AtomicInteger calls = new AtomicInteger();
        backend.answering(_ ->
                calls.incrementAndGet() == 1
                        ? Answer.of(503, "no").with("Retry-After", asked)
                        : Answer.of(200, "yes"));
        bench.rest("timeout: 60s, url: '%s'".formatted(backend.url("")));
        assertThat(bench.get("")).isEqualTo(millis < 0 ? "503 no" : "200 yes");
        if (millis > 0) {
            assertThat(bench.pauses).containsExactly(Duration.ofMillis(millis));
        } else if (millis == 0) {
            assertThat(bench.pauses).singleElement().matches(it -> it.toMillis() <= 100);
        }
    }

    @Test
    void doesNotWaitLongerThanTheCallMayTake() {
        backend.answering(_ -> Answer.of(503, "no").with("Retry-After", "5"));
        bench.rest("timeout: 4s, url: '%s'".formatted(backend.url("")));
        assertThat(bench.get("")).isEqualTo("503 no");
        assertThat(backend.count()).isEqualTo(1);
    }

    @Test
    void triesNoMoreAgainThanItsBudget() {
        backend.answering(_ -> Answer.of(503, "no"));
        bench.rest(
                "retryBudget: 10, circuit: {failures: 1000000}, url: '%s'"
                        .formatted(backend.url("")));
        for (int i = 0; i < 100; i++) {
            bench.get("");
        }
        assertThat(backend.count()).isBetween(115, 121);
    }

    @Test
    void leavesAFailingApiAloneForAWhile() {
        backend.answering(_ -> Answer.of(503, "no"));
        bench.rest(
                "retries: 0, circuit: {failures: 3, openFor: 1h}, url: '%s'"
                        .formatted(backend.url("")));
        for (int i = 0; i < 3; i++) {
            assertThat(bench.get("")).isEqualTo("503 no");
        }
        CallFailure failure = failure("");
        assertThat(failure.reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(failure.retryAfter())
                .hasValueSatisfying(it ->
                        assertThat(it).isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
        assertThat(backend.count()).isEqualTo(3);
    }

    @Test
    void makesACallOfAnyMethodAgainWhereNothingWasSent() {
        bench.rest("url: 'http://127.0.0.1:1'");
        CallFailure failure = failure(OutboundRequest.of("POST", ""));
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(bench.pauses).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "PUT, true", "POST, false"})
    void repeatsOnAKeptConnectionThatHadEndedOnlyWhatMayBeMadeTwice(
            String method, boolean repeated) {
        AtomicInteger requests = new AtomicInteger();
        try (RawUpstream upstream =
                RawUpstream.running(connection -> {
                    connection.readHead();
                    requests.incrementAndGet();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    // The next request is taken and not answered.
                    if (!connection.readHead().isEmpty()) {
                        requests.incrementAndGet();
                    }
                })) {
            raw(upstream, "retries: 0");
            assertThat(bench.get("")).isEqualTo("200 ok");
            OutboundRequest second = OutboundRequest.of(method, "");
            if (repeated) {
                assertThat(bench.call(second)).isEqualTo("200 ok");
                assertThat(requests).hasValue(3);
            } else {
                assertThat(failure(second).reason()).isEqualTo(Reason.UNREACHABLE);
                assertThat(requests).hasValue(2);
            }
            assertThat(bench.pauses).allMatch(Duration::isZero);
        }
    }

    @Test
    void editsTakeEffectOnTheNextCallAndHarmNoneThatIsUnderWay() {
        bench.rest("url: '%s'".formatted(backend.url("/old")));
        Connection held = bench.api();
        try (OutboundAnswer underWay = held.call(OutboundRequest.of("GET", ""))) {
            bench.rest("url: '%s'".formatted(backend.url("/new")));
            assertThat(bench.get("")).isEqualTo("200 hello");
            assertThat(backend.last().target()).isEqualTo("/new");
            assertThat(underWay.body().text()).isEqualTo("hello");
        }
        try (OutboundAnswer late = held.call(OutboundRequest.of("GET", ""))) {
            assertThat(late.body().text()).isEqualTo("hello");
        }
        assertThat(bench.figures().calls()).isEqualTo(3);
    }

    @Test
    void keepsPoolAndCircuitOfWhatIsNotEdited() {
        bench.rest("url: '%s'".formatted(backend.url("")));
        Connection before = bench.api();
        bench.get("");
        bench.rest("url: '%s'".formatted(backend.url("")));
        assertThat(bench.api()).isSameAs(before);
        bench.get("");
        assertThat(backend.asked().stream().map(Backend.Asked::port).distinct()).hasSize(1);
    }

    @Test
    void saysNothingOfABodyThatCannotBeRead() {
        bench.rest("url: '%s'".formatted(backend.url("")));
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UncheckedIOException(new IOException("private"));
                    }

                    @Override
                    public int read(byte[] into, int from, int most) {
                        return read();
                    }
                };
        assertThat(
                        failure(
                                OutboundRequest.of("PUT", "")
                                        .sending(
                                                new OutboundBody.Streamed(
                                                        "a/b", broken, OptionalLong.empty()))))
                .hasMessageNotContaining("private")
                .extracting(CallFailure::reason)
                .isEqualTo(Reason.REQUEST);
    }
}
