package io.grantway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// From the start of the packed server's process to the first answer of the upstream through it,
/// and what the process then holds; the median of several starts.
///
/// Arguments: the folder of an unpacked distribution, starts (default 5).
public final class StartUp {
    private static final int PORT = 19_130;

    private StartUp() {}

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        int starts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path work = Files.createTempDirectory("grantway-bench");
        System.out.println("| | start to first 200, ms | RSS MiB |");
        System.out.println("|---|---|---|");
        try (Processes processes = new Processes(work)) {
            new Proxies(processes).upstream();
            Grantway ten = new Grantway(processes, distribution, "start", PORT, 10);
            // The first start makes the data directory.
            measure(processes, ten, "0,1", Map.of());
            row(processes, ten, "two cores", "0,1", Map.of(), starts);
            row(processes, ten, "one core", "0", Map.of(), starts);
            Map<String, String> off = Map.of("GRANTWAY_AOT", "off");
            row(processes, ten, "two cores, no AOT cache", "0,1", off, starts);
            Grantway many = new Grantway(processes, distribution, "start-many", PORT, 10_000);
            measure(processes, many, "0,1", Map.of());
            row(processes, many, "two cores, 10,000 routes", "0,1", Map.of(), starts);
        }
    }

    private record Start(double millis, double residentMiB) {}

    private static void row(
            Processes processes,
            Grantway grantway,
            String name,
            String cores,
            Map<String, String> environment,
            int starts)
            throws IOException {
        List<Start> all = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            all.add(measure(processes, grantway, cores, environment));
        }
        System.out.printf(
                "| %s | %.0f | %.0f |%n",
                name,
                SideBySide.median(all.stream().map(Start::millis).toList()),
                SideBySide.median(all.stream().map(Start::residentMiB).toList()));
    }

    private static Start measure(
            Processes processes, Grantway grantway, String cores, Map<String, String> environment)
            throws IOException {
        List<String> command = grantway.command();
        long start = System.nanoTime();
        Process process = processes.launch("start", cores, command, environment);
        while (!answers()) {
            LockSupport.parkNanos(2_000_000);
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended; its log is in " + processes.work());
            }
        }
        double millis = (System.nanoTime() - start) / 1e6;
        double resident = Cpu.residentKiB(process.pid()) / 1024.0;
        processes.end(process);
        return new Start(millis, resident);
    }

    private static boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /plain/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String status = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            return status.equals("HTTP/1.1 200");
        } catch (IOException _) {
            return false;
        }
    }
}
