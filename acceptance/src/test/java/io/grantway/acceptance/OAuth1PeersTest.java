package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server of OAuth 1.0a that others wrote (oauthlib) judges what the distribution signs.
class OAuth1PeersTest {
    private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final int CALLS = 6;

    private static final Path DIRECTORY = Distribution.emptyDirectory("oauth1-peers");
    private static Process server;
    private static String address;

    @BeforeAll
    static void serve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        write("public.pem", "PUBLIC KEY", keys.getPublic().getEncoded());
        write("private.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        server =
                new ProcessBuilder(
                                python(),
                                SCRIPTS.resolve("oauth1_server.py").toString(),
                                DIRECTORY.resolve("public.pem").toString())
                        .redirectError(DIRECTORY.resolve("server.log").toFile())
                        .start();
        String port = String.valueOf(server.inputReader().readLine());
        assertThat(port).as(log("server.log")).matches("[0-9]+");
        address = "http://127.0.0.1:" + port;
    }

    @AfterAll
    static void stop() {
        server.destroy();
    }

    private static void write(String name, String kind, byte[] der) throws IOException {
        String base64 =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        Files.writeString(
                DIRECTORY.resolve(name),
                "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    /// Debian's, which has its libraries, where there is one.
    private static String python() {
        return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
    }

    private static String log(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HMAC_SHA1, header, POST",
        "HMAC_SHA1, query, GET",
        "HMAC_SHA256, header, GET",
        "HMAC_SHA256, query, POST",
        "RSA_SHA1, header, POST",
        "RSA_SHA1, query, GET",
        "PLAINTEXT, header, POST"
    })
    void isUnderstoodByOauthlib(String signatures, String place, String method) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                Distribution.unpacked().home().resolve("lib") + "/*",
                                SCRIPTS.resolve("OAuth1Walk.java").toString()));
        command.addAll(
                List.of(
                        address,
                        DIRECTORY.resolve("private.pem").toString(),
                        signatures,
                        place,
                        method));
        Process walk =
                new ProcessBuilder(command)
                        .redirectError(DIRECTORY.resolve("walk.log").toFile())
                        .redirectOutput(DIRECTORY.resolve("walk.out").toFile())
                        .start();
        assertThat(walk.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(DIRECTORY.resolve("walk.out")))
                .as(() -> log("walk.log") + log("server.log"))
                .filteredOn(line -> line.startsWith("answer "))
                .isEqualTo(Collections.nCopies(CALLS, "answer good"));
    }
}
