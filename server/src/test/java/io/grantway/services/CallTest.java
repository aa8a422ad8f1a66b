package io.grantway.services;

import static io.grantway.services.ServiceDirectory.call;
import static io.grantway.services.ServiceDirectory.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.service.Principal;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call offers a service.
@NullMarked
class CallTest {
    @TempDir Path temporary;
    private ServiceDirectory directory = new ServiceDirectory(Path.of(""));

    @BeforeEach
    void empty() {
        directory = new ServiceDirectory(temporary);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private String answer(String body, String input) {
        directory.service("Asked", body);
        return directory.open().invoke(call("Asked", Map.of("id", "7"), json(input))).body().text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return call.input(\"id\");|\"7\"",
                "return call.input(\"id\", int.class) + 1;|8",
                "return call.input(\"day\", LocalDate.class).plusDays(1);|\"2026-03-02\"",
                "return call.input(\"tags\", List.class).size();|2",
                "return call.find(\"none\").isPresent();|false",
                "return call.tree().at(\"plan.items[1].price\").number();|2.5",
                "return call.tree().at(\"plan.items[5].price\").exists();|false",
                "return call.tree().text(\"plan.none\", \"x\");|\"x\"",
                "int n = 0; for (Tree item : call.tree().at(\"plan.items\")) n += item.size();"
                        + " return n;|2",
                "return call.tree().at(\"plan.items[0]\");|{\"price\":1}",
                "return call.tree().get(\"plan\").names();|[\"items\"]",
                "return call.all(() -> 1, () -> 2);|[1,2]",
                "return call.each(List.of(1, 2, 3), 2, n -> n * 2);|[2,4,6]",
                "return call.cache().get(\"a\", Duration.ofMinutes(1), () -> 1);|1",
                "return call.remaining().compareTo(Duration.ofSeconds(20)) <= 0;|true",
                "return call.principal().isPresent();|false",
                "return call.channel();|\"test\"",
            })
    void offers(String body, String answer) {
        assertThat(
                        answer(
                                body,
                                "{\"id\": 1, \"day\": \"2026-03-01\", \"tags\": [\"a\", \"b\"],"
                                        + " \"plan\": {\"items\": [{\"price\": 1}, {\"price\":"
                                        + " 2.5}]}}"))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call.input(\"none\")|input \"none\" is missing",
                "call.input(\"tags\")|input \"tags\" is a list, not one value",
                "call.input(\"tags\", int.class)|input \"tags\" does not fit int",
                "call.inputAs(In.class)|input \"tags[0]\" does not fit In",
            })
    void namesTheInputThatDoesNotFit(String expression, String text) {
        directory.put(
                "Asked.java",
                ServiceDirectory.source("Asked", "return " + expression + ";")
                        + "\nrecord In(List<Integer> tags) {}");
        Services services = directory.open();
        assertThatThrownBy(
                        () -> services.invoke(call("Asked", Map.of(), json("{\"tags\": [\"a\"]}"))))
                .hasMessage("service \"Asked\": " + text);
    }

    @Test
    void cancelsTheOthersWhenOneOfSeveralFails() {
        String text =
                answer(
                        """
                        var ended = new java.util.concurrent.CountDownLatch(1);
                        try {
                            call.all(
                                    () -> {
                                        try {
                                            new java.util.concurrent.CountDownLatch(1).await();
                                        } finally {
                                            ended.countDown();
                                        }
                                        return 1;
                                    },
                                    () -> { throw new IllegalStateException("the second"); });
                        } catch (IllegalStateException e) {
                            ended.await();
                            return e.getMessage();
                        }
                        return "nothing";
                        """,
                        "{}");
        assertThat(text).isEqualTo("\"the second\"");
    }

    @Test
    void holdsALockAgainstEverybodyElseUntilItIsClosed() {
        String text =
                answer(
                        """
                        List<Object> seen = new ArrayList<>();
                        try (Lock lock = call.lock("a", Duration.ofMinutes(1))) {
                            seen.add(lock.held());
                            seen.add(call.tryLock("a", Duration.ofMinutes(1)).isPresent());
                            seen.add(call.tryLock("b", Duration.ofMinutes(1)).isPresent());
                        }
                        seen.add(call.tryLock("a", Duration.ofMinutes(1)).isPresent());
                        return seen;
                        """,
                        "{}");
        assertThat(text).isEqualTo("[true,false,true,true]");
    }

    @Test
    void callsAnotherServiceInTheNameOfTheSameCaller() {
        directory.service(
                "Inner",
                "return Map.of(\"who\", call.principal().get().name(), \"n\", call.input(\"n\"));");
        directory.service(
                "Outer", "return call.invoke(\"Inner\", Map.of(\"n\", 3)).text(\"who\");");
        Services services = directory.open();
        assertThat(services.invoke(call("Outer").by(Principal.of("ann", "basic"))).body().text())
                .isEqualTo("\"ann\"");
        ServiceDirectory.await(() -> services.running() == 0);
    }

    @Test
    void rendersWhatAReplySays() {
        directory.service(
                "Made",
                "return Reply.json(201, Map.of(\"a\", 1)).header(\"Location\", \"/plans/7\");");
        directory.service("Table", "return Reply.text(\"text/csv\", \"id\\n1\\n\");");
        directory.service("Nothing", "return null;");
        Services services = directory.open();
        ServiceResult made = services.invoke(call("Made"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().first("Location")).contains("/plans/7");
        assertThat(made.body().text()).isEqualTo("{\"a\":1}");
        ServiceResult table = services.invoke(call("Table"));
        assertThat(table.contentType()).isEqualTo("text/csv");
        assertThat(table.body().text()).isEqualTo("id\n1\n");
        assertThat(services.invoke(call("Nothing")).status()).isEqualTo(204);
    }

    @Test
    void forgetsWhatWasCachedWhenItsTimeIsOver() {
        String text =
                answer(
                        "call.cache().put(\"a\", 1, Duration.ofNanos(1));"
                                + " return call.cache().find(\"a\", Integer.class).isPresent();",
                        "{}");
        assertThat(text).isEqualTo("false");
    }
}
