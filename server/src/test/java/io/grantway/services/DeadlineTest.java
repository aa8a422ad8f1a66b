package io.grantway.services;

import static io.grantway.services.ServiceDirectory.await;
import static io.grantway.services.ServiceDirectory.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.services.ServiceFailure.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service may do to the server, and what becomes of it.
@NullMarked
class DeadlineTest {
    /// For calls that must have begun before it is over, also where no thread is free for them.
    private static final Duration LONG_ENOUGH_TO_BEGIN = Duration.ofSeconds(2);

    private static final Duration SHORT = Duration.ofMillis(100);

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

    private static Invocation within(Duration limit, String service, Map<String, String> values) {
        return new Invocation(
                service, "default", "test", values, InvocationBody.NONE, limit, Optional.empty());
    }

    private static void fails(ThrowingCallable call, Reason reason, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceFailure.class,
                        failure -> {
                            assertThat(failure.reason()).isEqualTo(reason);
                            assertThat(failure.getMessage()).contains(text);
                        });
    }

    @Test
    void answersInTimeForAServiceThatWaitsAndInterruptsIt() {
        directory.service("Slow", "new java.util.concurrent.CountDownLatch(1).await(); return 1;");
        Services services = directory.open();
        fails(
                () -> services.invoke(within(SHORT, "Slow", Map.of())),
                Reason.TIMED_OUT,
                "took longer than 100 ms (at Slow.java:8)");
        await(() -> services.running() == 0);
        assertThat(services.stuck()).isZero();
    }

    @Test
    void keepsToTheTimeoutOfTheServiceItself() {
        directory.put(
                "Slow.java",
                """
                import io.grantway.service.*;
                import java.time.Duration;
                import java.util.Optional;

                public class Slow implements Service {
                    public Object handle(Call call) throws Exception {
                        new java.util.concurrent.CountDownLatch(1).await();
                        return 1;
                    }

                    public Optional<Duration> timeout() { return Optional.of(Duration.ofMillis(50)); }
                }
                """);
        Services services = directory.open();
        fails(
                () -> services.invoke(within(Duration.ofSeconds(20), "Slow", Map.of())),
                Reason.TIMED_OUT,
                "took longer than 50 ms");
    }

    @Test
    void answersOthersWhileMoreServicesLoopThanThereAreProcessors() throws Exception {
        Path stop = temporary.resolve("stop.txt");
        directory.service(
                "Loop",
                "while (!java.nio.file.Files.exists(java.nio.file.Path.of(call.input(\"stop\"))))"
                        + " {} return 1;");
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        int loops = Math.min(7, Runtime.getRuntime().availableProcessors() + 1);
        List<Thread> callers = new ArrayList<>();
        try {
            for (int i = 0; i < loops; i++) {
                callers.add(
                        Thread.ofVirtual()
                                .start(() ->
                                        fails(
                                                () ->
                                                        services.invoke(
                                                                within(
                                                                        LONG_ENOUGH_TO_BEGIN,
                                                                        "Loop",
                                                                        Map.of(
                                                                                "stop",
                                                                                stop.toString()))),
                                                Reason.TIMED_OUT,
                                                "took longer")));
            }
            assertThat(services.invoke(call("Hello")).body().text()).isEqualTo("1");
            await(() -> services.stuck() == loops);
            for (Thread caller : callers) {
                assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
            }
        } finally {
            Files.createFile(stop);
        }
        await(() -> services.stuck() == 0 && services.running() == 0);
    }

    @Test
    void takesNoMoreCallsOfAVersionWithTooManyThatDoNotEnd() throws Exception {
        Path stop = temporary.resolve("stop.txt");
        directory.service(
                "Stuck",
                "while (!java.nio.file.Files.exists(java.nio.file.Path.of(call.input(\"stop\"))))"
                        + " { Thread.yield(); } return 1;");
        Services services = directory.open();
        Map<String, String> input = Map.of("stop", stop.toString());
        try {
            for (int i = 0; i < 8; i++) {
                fails(
                        () -> services.invoke(within(Duration.ofMillis(10), "Stuck", input)),
                        Reason.TIMED_OUT,
                        "took longer");
            }
            assertThat(services.stuck()).isEqualTo(8);
            fails(
                    () -> services.invoke(within(SHORT, "Stuck", input)),
                    Reason.BUSY,
                    "Stuck.java, version 1 has 8 calls that do not end");
        } finally {
            Files.createFile(stop);
        }
        await(() -> services.stuck() == 0);
        assertThat(services.invoke(call("Stuck", input)).body().text()).isEqualTo("1");
    }

    @Test
    void survivesAServiceThatRunsOutOfStackOrMemory() {
        directory.put(
                "Deep.java",
                """
                import io.grantway.service.*;

                public class Deep implements Service {
                    public Object handle(Call call) { return handle(call).hashCode() + 1; }
                }
                """);
        directory.service(
                "Large",
                "return new long[Integer.MAX_VALUE - 1].length + new long[Integer.MAX_VALUE -"
                        + " 1].length;");
        directory.service("Hello", "return 1;");
        Services services = directory.open();
        fails(
                () -> services.invoke(call("Deep")),
                Reason.THREW,
                "StackOverflowError (Deep.java:4)");
        fails(() -> services.invoke(call("Large")), Reason.THREW, "OutOfMemoryError");
        assertThat(services.invoke(call("Hello")).body().text()).isEqualTo("1");
    }

    @Test
    void refusesMoreCallsAtOnceThanAreAllowed() throws Exception {
        Path stop = temporary.resolve("stop.txt");
        directory.service(
                "Wait",
                "while (!java.nio.file.Files.exists(java.nio.file.Path.of(call.input(\"stop\"))))"
                        + " { Thread.yield(); } return 1;");
        Services services = directory.open(Duration.ofSeconds(20), 1, Map.of());
        Map<String, String> input = Map.of("stop", stop.toString());
        Thread first = Thread.ofVirtual().start(() -> services.invoke(call("Wait", input)));
        await(() -> services.running() == 1);
        fails(
                () -> services.invoke(call("Wait", input)),
                Reason.BUSY,
                "too many calls are under way");
        Files.createFile(stop);
        first.join();
        assertThat(services.invoke(call("Wait", input)).body().text()).isEqualTo("1");
    }

    @Test
    void endsServicesThatCallOneAnotherInACircle() {
        directory.service("Round", "return call.invoke(\"Round\", Map.of());");
        Services services = directory.open();
        fails(() -> services.invoke(call("Round")), Reason.THREW, "in a circle");
        ServiceDirectory.await(() -> services.running() == 0);
    }
}
