package io.grantway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Load at a fixed rate, whether or not the answers come in time: latency counts from when a
/// request was due, so that a stall is not left out (coordinated omission).
///
/// @param p50 latency in microseconds
/// @param p99 latency in microseconds
record FixedLoad(double p50, double p99) {
    private static final int CONNECTIONS = 20;

    /// Sends so many requests a second over 20 connections, each due at its own beat.
    static FixedLoad run(Contender contender, int perSecond, Duration time) {
        int each = (int) (perSecond * time.toSeconds() / CONNECTIONS);
        long beat = 1_000_000_000L * CONNECTIONS / perSecond;
        long start = System.nanoTime() + 50_000_000;
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                long first = start + beat * i / CONNECTIONS;
                int offset = i;
                running.add(threads.submit(() -> drive(contender, offset, first, beat, each)));
            }
        }
        long[] sorted =
                running.stream()
                        .flatMapToLong(it -> Arrays.stream(it.resultNow()))
                        .sorted()
                        .toArray();
        return new FixedLoad(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)] / 1000.0;
    }

    private static long[] drive(Contender contender, int offset, long first, long beat, int count) {
        long[] latencies = new long[count];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), contender.port())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < count; i++) {
                long due = first + i * beat;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                out.write(request(contender, offset + i * CONNECTIONS));
                skipAnswer(in);
                latencies[i] = System.nanoTime() - due;
            }
            return latencies;
        } catch (IOException e) {
            throw new UncheckedIOException(contender.name() + " broke off", e);
        }
    }

    private static byte[] request(Contender contender, int number) {
        List<String> tokens = contender.tokens();
        String authorization =
                tokens.isEmpty()
                        ? ""
                        : "Authorization: Bearer " + tokens.get(number % tokens.size()) + "\r\n";
        return ("GET "
                        + contender.path()
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + authorization
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads one answer, which must be good and have a length.
    private static void skipAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException("answered " + status);
        }
        long length = 0;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Long.parseLong(field.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
