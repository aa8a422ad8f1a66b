package io.grantway.bench;

import java.nio.file.Path;
import java.util.List;

/// A minimal Spring Authorization Server, built from `bench/peers/authserver`; everything it knows
/// is in memory.
final class SpringAuthorizationServer {
    private static final int PORT = 19_170;

    private SpringAuthorizationServer() {}

    /// @param jar with everything in it
    static TokenServer start(Processes processes, Path jar) {
        Process process =
                processes.start(
                        "spring",
                        "0",
                        PORT,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx768m",
                                "-jar",
                                jar.toString(),
                                "--server.port=" + PORT,
                                "--redirect=" + TokenServer.REDIRECT,
                                "--user=" + BrowserLogin.USER,
                                "--password=" + BrowserLogin.PASSWORD));
        return new TokenServer(
                "Spring Authorization Server",
                Processes.family(process),
                PORT,
                "/oauth2/authorize",
                "/oauth2/token",
                "/oauth2/introspect");
    }
}
