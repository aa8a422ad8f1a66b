package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where a call with a token in memory spends its time in Java and what it allocates, by step, as
/// the JVM's flight recorder sees it. Time in the kernel, in the collector and in the compilers is
/// not in it.
///
/// Argument: the folder of an unpacked distribution.
public final class Profile {
    private static final int PORT = 19_160;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final String OTHER = "other";

    /// The innermost method with one of these beginnings says what step a sample is of; the JDK's
    /// and Netty's maps and buffers count to whoever calls them.
    private static final List<Step> STEPS =
            List.of(
                    new Step("access log", "io.grantway.telemetry.Access"),
                    new Step("metrics", "io.grantway.telemetry.Metrics", "io.prometheus."),
                    new Step("kept calls, traces", "io.grantway.telemetry."),
                    new Step("route", "io.grantway.gateway.Rout"),
                    new Step(
                            "policies: token, consumer, identity",
                            "io.grantway.gateway.Pol",
                            "io.grantway.gateway.policy.",
                            "io.grantway.oauth.",
                            "io.grantway.token.",
                            "io.grantway.catalog.",
                            "io.grantway.authserver."),
                    new Step("gateway, attempt", "io.grantway.gateway."),
                    new Step(
                            "engine, upstream's side",
                            "io.grantway.http.engine.Http1Upstream",
                            "io.grantway.http.engine.Upstream"),
                    new Step("engine, client's side", "io.grantway.http."),
                    new Step(
                            "decode HTTP",
                            "io.netty.handler.codec.http.HttpObjectDecoder",
                            "io.netty.handler.codec.http.HttpRe",
                            "io.netty.handler.codec.ByteToMessageDecoder"),
                    new Step(
                            "encode HTTP",
                            "io.netty.handler.codec.http.HttpObjectEncoder",
                            "io.netty.handler.codec.http.HttpHeadersEncoder",
                            "io.netty.handler.codec.MessageToMessageEncoder"),
                    new Step("sockets, pipeline", "io.netty.channel.", "io.vertx."));

    private record Step(String name, List<String> beginnings) {
        Step(String name, String... beginnings) {
            this(name, List.of(beginnings));
        }

        boolean has(String method) {
            return beginnings.stream().anyMatch(method::startsWith);
        }
    }

    private Profile() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("grantway-bench");
        Path recording = work.resolve("profile.jfr");
        try (Processes processes = new Processes(work)) {
            new Proxies(processes).upstream();
            Grantway server =
                    new Grantway(
                            processes,
                            Path.of(arguments[0]).toAbsolutePath(),
                            "grantway",
                            PORT,
                            10);
            Process process =
                    processes.start(
                            "grantway",
                            "0",
                            PORT,
                            server.command(),
                            Map.of("GRANTWAY_JAVA_OPTS", "-XX:+DebugNonSafepoints"));
            Contender contender =
                    server.contender("profile", process, "/event/1", server.tokens("/event", 1));
            Load.run(contender, WARM_UP, work);
            long pid = contender.processes().getLast().pid();
            jcmd(
                    pid,
                    "JFR.start",
                    "name=bench",
                    "settings=profile",
                    "jdk.ExecutionSample#period=5ms",
                    "jdk.ObjectAllocationSample#throttle=1000/s");
            Rounds.Round round = Rounds.round(contender, LOAD, work);
            jcmd(pid, "JFR.dump", "name=bench", "filename=" + recording);
            System.out.printf(
                    "user %.1f us, kernel %.1f us a call%n", round.user(), round.kernel());
        }
        print(recording);
    }

    private static void jcmd(long pid, String... words) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
        List<String> command = new ArrayList<>(List.of(jcmd.toString(), "" + pid));
        command.addAll(List.of(words));
        Shell.output(command);
    }

    private static void print(Path recording) throws IOException {
        Map<String, Long> time = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        Set<Long> threads = new HashSet<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                switch (event.getEventType().getName()) {
                    case "jdk.ExecutionSample" -> time.merge(step(event), 1L, Long::sum);
                    case "jdk.ObjectAllocationSample" -> {
                        // The first of a thread stands for all since the thread's start.
                        if (!threads.add(event.getThread().getId())) {
                            bytes.merge(step(event), event.getLong("weight"), Long::sum);
                        }
                    }
                    default -> {}
                }
            }
        }
        System.out.printf("%n| step | time in Java, %% | allocation, %% |%n|---|---|---|%n");
        for (Step step : STEPS) {
            row(step.name(), time, bytes);
        }
        row(OTHER, time, bytes);
        System.out.printf("of %,d samples%n", total(time));
    }

    private static void row(String step, Map<String, Long> time, Map<String, Long> bytes) {
        System.out.printf(
                "| %s | %.1f | %.1f |%n",
                step,
                100.0 * time.getOrDefault(step, 0L) / total(time),
                100.0 * bytes.getOrDefault(step, 0L) / total(bytes));
    }

    private static long total(Map<String, Long> shares) {
        return shares.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String step(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return OTHER;
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String method = frame.getMethod().getType().getName();
            for (Step step : STEPS) {
                if (step.has(method)) {
                    return step.name();
                }
            }
        }
        return OTHER;
    }
}
