package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DoctorCommandTest {
    private static final String FREE =
            """
            listeners:
              gateway: {https: "off", http: "127.0.0.1:0"}
              admin: {https: "off", http: "127.0.0.1:0"}
            """;

    @TempDir private Path directory;
    private Path config;
    private Path data;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void place() {
        config = directory.resolve("grantway.yaml");
        data = directory.resolve("data");
    }

    private int doctor(String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config.toString(), "--data", data.toString()));
        return Main.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("GRANTWAY_ADMIN_TOKEN", TestServer.ADMIN_TOKEN)),
                all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(config, FREE + yaml);
    }

    private List<Path> everyFile() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted().toList();
        }
    }

    @Test
    void findsNothingBadBeforeTheFirstStartAndChangesNothing() throws Exception {
        write("");
        List<Path> before = everyFile();
        assertThat(doctor()).isZero();
        assertThat(said()).contains("warn  data ", "ok    ports ", "ok    clock ", "ok    admin ");
        assertThat(everyFile()).isEqualTo(before);
    }

    @Test
    void findsEverythingGoodBesideARunningServer() throws Exception {
        try (TestServer server = TestServer.start(directory, "")) {
            assertThat(doctor()).isZero();
            assertThat(said())
                    .contains("in use by the process " + ProcessHandle.current().pid())
                    .contains("the server is ready")
                    .doesNotContain("bad ", TestServer.ADMIN_TOKEN);
            assertThat(server.call("GET", "/", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void readsAStoreThatNobodyUsesWithoutTouchingIt() throws Exception {
        TestServer.start(directory, "").close();
        List<Path> before = everyFile();
        assertThat(doctor("store")).isZero();
        assertThat(said()).contains("ok    store", "not in use");
        assertThat(everyFile()).isEqualTo(before);
    }

    @Test
    void findsAStoreThatIsNone() throws Exception {
        write("");
        Files.createDirectory(data);
        Files.writeString(data.resolve("grantway.db"), "this is no database at all, but a text");
        assertThat(doctor("store")).isEqualTo(1);
        assertThat(said()).contains("bad   store", "backup");
    }

    @Test
    void warnsOfADirectoryThatOthersCanRead() throws Exception {
        write("");
        Files.createDirectory(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(doctor("data")).isZero();
        assertThat(said()).contains("warn  data", "chmod 700");
    }

    @Test
    void saysEveryMistakeOfTheConfiguration() throws Exception {
        write("serverr: {}\nworkspacess: []\n");
        assertThat(doctor()).isEqualTo(1);
        assertThat(said()).contains("serverr", "workspacess", "not looked at");
    }

    @Test
    void findsAPortThatAnotherProgramHas() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    config,
                    FREE.replace(
                            "gateway: {https: \"off\", http: \"127.0.0.1:0\"}",
                            "gateway: {https: \"off\", http: \"127.0.0.1:"
                                    + taken.getLocalPort()
                                    + "\"}"));
            assertThat(doctor("ports")).isEqualTo(1);
        }
        assertThat(said()).contains("bad   ports", "is taken by another program");
    }

    @Test
    void triesEveryTargetOfTheUpstreams() throws Exception {
        try (SampleApi alive = SampleApi.start(0)) {
            write(
                    """
                    workspaces:
                      - name: Sample
                        apis:
                          - {name: alive, upstream: "ALIVE", routes: [{paths: [/a]}]}
                          - {name: dead, upstream: "http://127.0.0.1:1", routes: [{paths: [/b]}]}
                          - {name: lost, upstream: "http://no-such-host.invalid", routes: [{paths: [/c]}]}
                          - {name: plain, upstream: "TLS", routes: [{paths: [/d]}]}
                    """
                            .replace("ALIVE", alive.uri().toString())
                            .replace("TLS", alive.uri().toString().replace("http:", "https:")));
            assertThat(doctor("upstreams")).isEqualTo(1);
        }
        assertThat(said().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("ok ").contains("Sample/alive"),
                        line -> assertThat(line).startsWith("bad").contains("nobody takes"),
                        line -> assertThat(line).startsWith("bad").contains("there is no host"),
                        line -> assertThat(line).startsWith("bad").contains("no TLS"));
    }

    @Test
    void findsACertificateThatIsNotOfItsKey() throws Exception {
        try (TestServer server = TestServer.start(directory, "")) {
            assertThat(server.admin()).isNotNull();
        }
        write("server: {tls: {certificate: a.crt, key: a.key}}\n");
        assertThat(doctor("certificates")).isEqualTo(1);
        assertThat(said()).contains("bad   certificates", "there is no file");
    }

    @Test
    void findsAServerThatIsGoneButLeftItsAddress() throws Exception {
        write("");
        Files.createDirectory(data);
        Files.writeString(
                data.resolve("server.json"), "{\"admin\":\"http://127.0.0.1:1\",\"pid\":1}");
        assertThat(doctor("admin")).isEqualTo(1);
        assertThat(said()).contains("nobody answers at http://127.0.0.1:1");
    }

    @Test
    void printsJsonWhereAsked() throws Exception {
        write("");
        assertThat(doctor("clock", "--json")).isZero();
        JsonNode finding = Json.parse(said()).path("findings").path(0);
        assertThat(finding.path("grade").asString()).isEqualTo("ok");
        assertThat(finding.path("name").asString()).isEqualTo("clock");
    }

    @Test
    void namesTheChecksWhereThereIsNoneOfThatName() throws Exception {
        write("");
        assertThat(doctor("teeth")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("data, store, configuration");
    }

    @Test
    void looksAtAConnectionOfTheRunningServer() throws IOException {
        String yaml =
                """
                connections:
                  - name: REST Server
                    rest: {url: "http://no-such-host.invalid/api"}
                """;
        write(yaml);
        try (TestServer server = TestServer.start(directory, yaml)) {
            assertThat(doctor("REST Server")).isEqualTo(1);
            assertThat(server.data()).isDirectory();
            assertThat(said()).contains("bad   API dns").contains("no-such-host.invalid");
            assertThat(doctor("Nothing")).isNotZero();
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("nor is there a connection or a security definition of this name");
        }
    }
}
