package io.grantway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `grantway start` as a process on free ports, with data of its own. It can be killed and started
/// again on the same ports and data.
final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final List<Path> config;
    private final Map<String, String> environment;
    private final Ports ports;
    private Process process;
    private Client client;
    private Duration startedWithin;

    private record Ports(int https, int http, int adminHttps, int adminHttp) {
        static Ports free() {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                }
                List<Integer> numbers = sockets.stream().map(ServerSocket::getLocalPort).toList();
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
                return new Ports(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String yaml() {
            return """
            listeners:
              gateway: {https: "127.0.0.1:%d", http: "127.0.0.1:%d"}
              admin: {https: "127.0.0.1:%d", http: "127.0.0.1:%d"}
            """
                    .formatted(https, http, adminHttps, adminHttp);
        }
    }

    private RunningServer(Path directory, List<Path> config, Map<String, String> environment) {
        this.directory = directory;
        this.ports = Ports.free();
        this.environment = environment;
        Path listeners = write(directory.resolve("listeners.yaml"), ports.yaml());
        this.config = new ArrayList<>(config);
        this.config.add(listeners);
        launch();
    }

    /// Starts it, and returns once it is ready.
    ///
    /// @param directory for its data, its log and its listeners' addresses
    /// @param environment beside `GATEWAY_HTTPS_PORT`, which is added
    static RunningServer start(Path directory, List<Path> config, Map<String, String> environment) {
        return new RunningServer(directory, config, environment);
    }

    /// Starts it with the file of a scenario, in front of a sample API.
    static RunningServer start(Path directory, String scenario, SampleApi upstream) {
        return start(
                directory,
                List.of(scenario(scenario)),
                Map.of("SAMPLE_API", upstream.uri().toString()));
    }

    static Path scenario(String name) {
        return Path.of(System.getProperty("grantway.scenarios")).resolve(name + ".yaml");
    }

    private void launch() {
        List<String> arguments =
                new ArrayList<>(List.of("start", "--data", data().toString(), "--config"));
        config.forEach(file -> arguments.add(file.toString()));
        long begun = System.nanoTime();
        Map<String, String> all = new HashMap<>(environment);
        all.put("GATEWAY_HTTPS_PORT", Integer.toString(ports.https));
        process = Distribution.unpacked().start(directory.resolve("log"), all, arguments);
        try (HttpClient probe = HttpClient.newHttpClient()) {
            Waiting.until(
                    PATIENCE,
                    () -> ready(probe) || !process.isAlive(),
                    () -> "not ready:\n" + log());
        }
        startedWithin = Duration.ofNanos(System.nanoTime() - begun);
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ":\n" + log());
        }
        client = Client.trusting(certificate());
    }

    private boolean ready(HttpClient probe) {
        var request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.adminHttp + "/health/ready"));
        try {
            return probe.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An address of the gateway.
    URI at(String path) {
        return URI.create("https://localhost:" + ports.https + path);
    }

    /// The same over plain HTTP.
    URI plain(String path) {
        return URI.create("http://localhost:" + ports.http + path);
    }

    URI admin(String path) {
        return URI.create("https://localhost:" + ports.adminHttps + path);
    }

    Client client() {
        return client;
    }

    String adminToken() {
        return read(data().resolve("admin-token")).strip();
    }

    Path data() {
        return directory.resolve("data");
    }

    Path certificate() {
        return data().resolve("development.crt");
    }

    List<Path> config() {
        return config;
    }

    /// From the start of the process to its first answer.
    Duration startedWithin() {
        return startedWithin;
    }

    Process process() {
        return process;
    }

    /// Everything it printed, through all its lives.
    String log() {
        return read(directory.resolve("log"));
    }

    /// SIGKILL, and a new start on the same data.
    void killAndRestart() {
        kill();
        launch();
    }

    void kill() {
        client.close();
        process.destroyForcibly();
        process.onExit().join();
    }

    /// SIGTERM.
    ///
    /// @return how long it took to end
    Duration stop() {
        long begun = System.nanoTime();
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError("does not stop:\n" + log(), e);
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Starts it again after [#stop] or [#kill].
    void restart() {
        client.close();
        launch();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly())
                .join();
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
