package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StartTest {
    private static final String SCENARIO = "1-protect-an-api";
    private static final int MIB = 1024;

    private static RunningServer start(Path directory) {
        return RunningServer.start(directory, List.of(RunningServer.scenario(SCENARIO)), Map.of());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isSmallWhileItIsIdle() throws Exception {
        try (var server = start(Distribution.emptyDirectory("idle"))) {
            Answer token = new SampleClient(server).passwordGrant();
            assertThat(token.status()).as(token.toString()).isEqualTo(200);
            Waiting.until(
                    Duration.ofSeconds(15),
                    () -> residentKibibytes(server.process()) < 150 * MIB,
                    () -> residentKibibytes(server.process()) / MIB + " MiB while idle");
            System.out.printf(
                    "first answer after %d ms, idle with %d MiB%n",
                    server.startedWithin().toMillis(), residentKibibytes(server.process()) / MIB);
        }
    }

    private static long residentKibibytes(Process process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            String line = lines.filter(each -> each.startsWith("VmRSS")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void letsCallsInFlightEndWhenItIsStopped() throws Exception {
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        HttpServer slow =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext(
                "/",
                exchange -> {
                    arrived.countDown();
                    try (exchange) {
                        release.await();
                        exchange.sendResponseHeaders(200, 4);
                        exchange.getResponseBody().write(new byte[] {'d', 'o', 'n', 'e'});
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });
        slow.start();
        var upstream = Map.of("SAMPLE_API", "http://127.0.0.1:" + slow.getAddress().getPort());
        Path directory = Distribution.emptyDirectory("in-flight");
        try (var server =
                RunningServer.start(
                        directory, List.of(RunningServer.scenario(SCENARIO)), upstream)) {
            var app = new SampleClient(server);
            String token = app.passwordGrant().text("access_token");
            CompletableFuture<Answer> call = CompletableFuture.supplyAsync(() -> call(app, token));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(server::stop);
            refusesConnections(server);
            release.countDown();
            assertThat(call.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
            assertThat(stopped.get(10, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(2));
            assertThat(server.process().exitValue()).isZero();
        } finally {
            slow.stop(0);
        }
    }

    private static void refusesConnections(RunningServer server) {
        Waiting.until(
                Duration.ofSeconds(10),
                () -> {
                    try (var client = Client.trusting(server.certificate())) {
                        return client.get(server.at("/event/1")).status() == 503;
                    } catch (IOException e) {
                        return true;
                    }
                },
                () -> "still accepts calls:\n" + server.log());
    }

    private static Answer call(SampleClient app, String token) {
        try {
            return app.event(token);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        Path directory = Distribution.emptyDirectory("taken");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Path file =
                    Files.writeString(
                            directory.resolve("grantway.yaml"),
                            """
                            listeners:
                              gateway: {https: "%s", http: "off"}
                              admin: {https: "off", http: "127.0.0.1:0"}
                            """
                                    .formatted(address));
            var ended = run(file, directory.resolve("data"));
            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(1);
            assertThat(ended.err()).contains(address).doesNotContain("\tat ");
        }
    }

    @Test
    void leavesADataDirectoryToTheServerThatUsesIt() throws Exception {
        Path directory = Distribution.emptyDirectory("two");
        try (var server = start(directory)) {
            Path file =
                    Files.writeString(
                            directory.resolve("second.yaml"),
                            """
                            listeners:
                              gateway: {https: "127.0.0.1:0", http: "off"}
                              admin: {https: "off", http: "127.0.0.1:0"}
                            """);
            var second = run(file, server.data());
            assertThat(second.exitCode()).as(second.out() + second.err()).isEqualTo(1);
            assertThat(second.err()).contains(server.data().toString()).doesNotContain("\tat ");
            assertThat(new SampleClient(server).passwordGrant().status()).isEqualTo(200);
        }
    }

    private static Distribution.Finished run(Path config, Path data) {
        return Distribution.unpacked()
                .run(Map.of(), "start", "--config", config.toString(), "--data", data.toString());
    }

    @Test
    void runsFromAnyDirectoryAndThroughALink() throws Exception {
        Path directory = Distribution.emptyDirectory("any where");
        Distribution moved = Distribution.unpack(directory.resolve("un packed"));
        assertThat(moved.run(Map.of(), "version").out()).startsWith("grantway ");
        Path link = Files.createSymbolicLink(directory.resolve("gw"), moved.launcher());
        Process process = new ProcessBuilder(link.toString(), "version").start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void passesByAJavaThatIsTooOld() throws Exception {
        Path old = Distribution.emptyDirectory("old-java");
        Files.createDirectory(old.resolve("bin"));
        Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        var ended = Distribution.unpacked().run(Map.of("JAVA_HOME", old.toString()), "version");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    @Test
    void startsWithACacheOfClassesThatDoesNotFit() throws Exception {
        Path directory = Distribution.emptyDirectory("cache");
        Distribution moved = Distribution.unpack(directory.resolve("unpacked"));
        try (var files = Files.list(moved.home().resolve("lib"))) {
            for (Path cache : files.filter(file -> file.toString().endsWith(".aot")).toList()) {
                Files.writeString(cache, "damaged");
            }
        }
        var ended = moved.run(Map.of(), "version");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("grantway ").hasLineCount(1);
    }
}
