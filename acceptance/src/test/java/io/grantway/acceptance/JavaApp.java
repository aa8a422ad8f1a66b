package io.grantway.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An app on Java in a process of its own, with the libraries of these tests.
final class JavaApp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;

    private JavaApp(Process process) {
        this.process = process;
    }

    /// A port that nobody listens on.
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param certificate the only one that the app trusts
    /// @param ready an address that answers once it runs
    static JavaApp start(
            Class<?> main, Path directory, Path certificate, URI ready, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-Djavax.net.ssl.trustStore=" + trusting(directory, certificate),
                                "-Djavax.net.ssl.trustStorePassword=changeit",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        Path log = directory.resolve(main.getSimpleName() + ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            try (HttpClient probe = HttpClient.newHttpClient()) {
                Waiting.until(
                        PATIENCE,
                        () -> answers(probe, ready) || !process.isAlive(),
                        () -> "not ready:\n" + text(log));
            }
            return new JavaApp(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(HttpClient probe, URI address) {
        try {
            probe.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path trusting(Path directory, Path certificate) {
        Path file = directory.resolve("trust.p12");
        try (InputStream pem = Files.newInputStream(certificate);
                OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            store.store(out, "changeit".toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
