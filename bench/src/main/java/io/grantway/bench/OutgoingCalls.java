package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a connection adds to a call: the calls are made in a process of their own on the first core
/// ([OutgoingCaller]); the API, nginx with an answer of 200 bytes, and the token endpoint are on
/// the second.
final class OutgoingCalls {
    private static final int API = 19_240;
    private static final int TOKENS = 19_242;
    private static final String ROUNDS = "7";
    private static final String CALLS = "20000";

    private OutgoingCalls() {}

    /// @param arguments rounds, calls a round
    static void run(String distribution, String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("grantway-bench");
        try (TokenCounter counter = new TokenCounter(TOKENS, Duration.ofHours(1));
                Processes processes = new Processes(work)) {
            new Proxies(processes).answer(API, 200);
            int status =
                    new ProcessBuilder(
                                    List.of(
                                            "taskset",
                                            "-c",
                                            "0",
                                            Path.of(System.getProperty("java.home"), "bin/java")
                                                    .toString(),
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            source(),
                                            "http://127.0.0.1:" + API,
                                            counter.tokenEndpoint(),
                                            arguments.length > 0 ? arguments[0] : ROUNDS,
                                            arguments.length > 1 ? arguments[1] : CALLS))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IOException("the calls failed");
            }
            System.out.printf("%nToken requests: %d%n", counter.count().tokens());
        }
    }

    private static String source() {
        return Path.of("bench/src/main/java/io/grantway/bench/OutgoingCaller.java")
                .toAbsolutePath()
                .toString();
    }
}
