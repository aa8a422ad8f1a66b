package io.grantway.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program of `bench/peers/clients`, or one that talks as they do: says `ready`, begins to call
/// when it is told to, and says at the end how many calls it made.
final class ClientNode {
    private static final Pattern DONE = Pattern.compile("(?m)^done (\\d+) (\\d+) ?(.*)$");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    /// @param calls made, failed ones with them
    /// @param first failure
    record Done(long calls, long failed, String first) {}

    private ClientNode(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a main class of the clients that were built.
    static ClientNode start(Processes processes, String name, String main, List<String> arguments) {
        Path built = Path.of("bench/peers/clients/target").toAbsolutePath();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx512m",
                                "-cp",
                                built.resolve("clients.jar")
                                        + File.pathSeparator
                                        + built.resolve("lib")
                                        + "/*",
                                main));
        command.addAll(arguments);
        Process process = processes.launch(name, "0,1", command, Map.of());
        ClientNode node = new ClientNode(process, processes.work().resolve(name + ".log"));
        node.await(Pattern.compile("(?m)^ready$"), PATIENCE);
        return node;
    }

    /// What stands behind a word that it said.
    String said(String word) {
        return await(Pattern.compile("(?m)^" + word + " (.*)$"), PATIENCE).group(1);
    }

    void begin() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a client is gone; its log is " + log, e);
        }
    }

    /// What it came to, when its time is over.
    Done end(Duration time) {
        Matcher done = await(DONE, time.plus(PATIENCE));
        return new Done(
                Long.parseLong(done.group(1)), Long.parseLong(done.group(2)), done.group(3));
    }

    private Matcher await(Pattern text, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = process.isAlive();
            Matcher matcher = text.matcher(said());
            if (matcher.find()) {
                return matcher;
            }
            if (!alive) {
                break;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IllegalStateException("a client does not answer:\n" + said());
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
