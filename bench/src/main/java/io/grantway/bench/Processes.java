package io.grantway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The servers of one measurement, as processes on loopback; ended with it.
final class Processes implements AutoCloseable {
    private static final long PATIENCE = 120_000_000_000L;

    private final Path work;
    private final Deque<Process> started = new ArrayDeque<>();

    /// @param work where their files and logs go
    Processes(Path work) {
        this.work = work;
    }

    Path work() {
        return work;
    }

    /// Starts a server on some cores and waits until it listens.
    ///
    /// @param cores as `taskset` takes them: `0`, `0,1`
    Process start(String name, String cores, int port, List<String> command) {
        return start(name, cores, port, command, Map.of());
    }

    Process start(
            String name,
            String cores,
            int port,
            List<String> command,
            Map<String, String> environment) {
        Process process = launch(name, cores, command, environment);
        awaitPort(process, port, name);
        return process;
    }

    /// Starts a server and returns at once.
    Process launch(
            String name, String cores, List<String> command, Map<String, String> environment) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
        pinned.addAll(command);
        Process process = Shell.start(pinned, environment, work.resolve(name + ".log").toFile());
        started.push(process);
        return process;
    }

    /// Ends one of them and waits until it has.
    void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        started.remove(process);
    }

    /// A process and those that it started: a master's work is done by its workers.
    static List<ProcessHandle> family(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    private void awaitPort(Process process, int port, String name) {
        long deadline = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IllegalStateException(name + " does not listen; its log is in " + work);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            end(started.peek());
        }
    }
}
