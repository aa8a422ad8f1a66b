package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.RawConnection;
import io.grantway.testing.TestEngine;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class BlockingTest {
    private static final String POST =
            "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void stop() {
        engine.close();
    }

    private RawConnection clientOf(Blocking blocking, Handler handler) {
        int port = engine.listen(exchange -> blocking.answer(exchange, 100, handler)).port();
        return RawConnection.to(port);
    }

    @Test
    void runsAHandlerOnAVirtualThreadWithTheWholeBody() {
        try (RawConnection client =
                clientOf(
                        new Blocking(4),
                        request ->
                                Response.text(
                                        200,
                                        request.body().text()
                                                + Thread.currentThread().isVirtual()))) {
            assertThat(client.send(POST).readResponse()).endsWith("bodytrue");
            assertThat(client.send(POST).readResponse()).endsWith("bodytrue");
        }
    }

    @Test
    void answersAtOnceWhatNeedsNoThread() {
        Blocking one = new Blocking(1);
        AtOnce bodies =
                request ->
                        request.body().text().equals("body")
                                ? Optional.of(
                                        Response.text(200, "" + Thread.currentThread().isVirtual()))
                                : Optional.empty();
        int port =
                engine.listen(exchange ->
                                one.answer(
                                        exchange, 100, bodies, _ -> Response.text(200, "handled")))
                        .port();
        try (RawConnection client = RawConnection.to(port)) {
            assertThat(client.send(POST).readResponse()).endsWith("false");
            assertThat(client.send(POST.replace("body", "else")).readResponse())
                    .endsWith("handled");
            assertThat(client.send(POST).readResponse()).endsWith("false");
        }
    }

    @Test
    void answersAProblemAsItself() {
        try (RawConnection client =
                clientOf(
                        new Blocking(4),
                        _ -> {
                            throw Problem.of(409, "taken", "it is taken")
                                    .because("by row 7")
                                    .with("X-Hint", "1");
                        })) {
            String response = client.send(POST).readResponse();

            assertThat(response)
                    .startsWith("HTTP/1.1 409 Conflict\r\n")
                    .contains("application/problem+json", "X-Hint: 1", "\"code\":\"taken\"")
                    .doesNotContain("row 7");
            TestEngine.Ended ended = engine.nextEnded();
            assertThat(ended.record().reason()).isEqualTo("taken");
            assertThat(ended.record().explanation()).isEqualTo("by row 7");
        }
    }

    @Test
    void keepsWhatWentWrongOutOfTheAnswer() {
        try (RawConnection client =
                clientOf(
                        new Blocking(4),
                        _ -> {
                            throw new IllegalStateException("inner detail");
                        })) {
            String response = client.send(POST).readResponse();

            assertThat(response)
                    .startsWith("HTTP/1.1 500 ")
                    .contains("\"request_id\":\"" + engine.nextEnded().head().id())
                    .doesNotContain("inner detail");
        }
    }

    @Test
    void refusesMoreThanItsPlaces() throws InterruptedException {
        Blocking one = new Blocking(1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Handler slow =
                request -> {
                    inside.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return Response.text(200, request.id());
                };
        try (RawConnection first = clientOf(one, slow);
                RawConnection second = clientOf(one, slow)) {
            first.send(POST);
            inside.await();

            assertThat(second.send(POST).readResponse())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 1");
            goOn.countDown();
            assertThat(first.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(second.send(POST).readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }
}
