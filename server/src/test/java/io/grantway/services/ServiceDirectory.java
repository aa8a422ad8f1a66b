package io.grantway.services;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.outbound.Connection;
import io.grantway.outbound.FhirConnection;
import io.grantway.outbound.FhirExports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;

/// A services directory, and the services in it.
@NullMarked
final class ServiceDirectory implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Path path;
    final Map<String, Connection> connections = new HashMap<>();
    final Map<String, FhirConnection> fhir = new HashMap<>();
    final Map<String, FhirExports> exports = new HashMap<>();
    private final LocalLeases leases = new LocalLeases();
    private Optional<Services> services = Optional.empty();

    ServiceDirectory(Path path) {
        this.path = path;
    }

    /// Writes a file the way careful tools do: beside, then renamed.
    ServiceDirectory put(String file, String text) {
        try {
            Path to = path.resolve(file);
            Files.createDirectories(to.getParent());
            Path beside = Files.createTempFile(to.getParent(), ".", ".part");
            Files.writeString(beside, text);
            Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A service of one method.
    ServiceDirectory service(String name, String body) {
        return put(name + ".java", source(name, body));
    }

    static String source(String name, String body) {
        return """
        import io.grantway.service.*;
        import java.time.*;
        import java.util.*;

        public class %s implements Service {
            @Override
            public Object handle(Call call) throws Exception {
                %s
            }
        }
        """
                .formatted(name, body);
    }

    Services open() {
        return open(Duration.ofSeconds(30), 1000, Map.of());
    }

    Services open(Duration timeout, int atOnce, Map<String, Secret> config) {
        AtomicInteger holders = new AtomicInteger();
        Services opened =
                Services.open(
                        new ServicesConfig(path, timeout, atOnce, config),
                        means(),
                        leases,
                        () -> "holder-" + holders.incrementAndGet(),
                        Clock.systemUTC());
        services = Optional.of(opened);
        return opened;
    }

    Means means() {
        return new Means() {
            @Override
            public Connection connection(String workspace, String name) {
                return Optional.ofNullable(connections.get(name))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no connection \"" + name + "\""));
            }

            @Override
            public FhirConnection fhir(String workspace, String name) {
                return Optional.ofNullable(fhir.get(name))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no connection \"" + name + "\""));
            }

            @Override
            public FhirExports exports(String workspace, String name) {
                return Optional.ofNullable(exports.get(name))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no connection \"" + name + "\""));
            }
        };
    }

    static Invocation call(String service) {
        return call(service, Map.of());
    }

    static Invocation call(String service, Map<String, String> values) {
        return call(service, values, InvocationBody.NONE);
    }

    static Invocation call(String service, Map<String, String> values, InvocationBody body) {
        return new Invocation(
                service, "default", "test", values, body, Duration.ofSeconds(20), Optional.empty());
    }

    static InvocationBody json(String text) {
        return new InvocationBody.Tree(Json.parse(text));
    }

    /// Waits for something that the watching thread is about to do.
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about in " + PATIENCE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        services.ifPresent(Services::close);
    }
}
