package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Spring Cloud Gateway as a resource server, built from `bench/peers/spring`: one route, and each
/// request's JWT is checked by a public key that it has.
final class Spring {
    private static final int PORT = 19_104;

    /// A call of it needs ten times the code of one of Grantway: after 30 s it was still half
    /// compiled.
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private final Processes processes;
    private final Path jar;

    /// @param jar with everything in it
    Spring(Processes processes, Path jar) {
        this.processes = processes;
        this.jar = jar;
    }

    /// Starts it with one event loop for its one core; by itself it takes four.
    Contender contender() throws IOException {
        SignedJwt jwt = SignedJwt.fresh();
        Path key = processes.work().resolve("spring-public.pem");
        Files.writeString(key, jwt.publicKeyPem());
        Process process =
                processes.start(
                        "spring",
                        "0",
                        PORT,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx512m",
                                "-Dreactor.netty.ioWorkerCount=1",
                                "-jar",
                                jar.toString(),
                                "--server.port=" + PORT,
                                "--upstream=http://127.0.0.1:" + Proxies.UPSTREAM,
                                "--key=" + key.toUri()));
        return new Contender(
                "Spring Cloud Gateway, resource server",
                Processes.family(process),
                PORT,
                "/event/1",
                List.of(jwt.text()),
                WARM_UP);
    }
}
