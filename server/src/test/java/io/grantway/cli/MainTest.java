package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of()),
                args);
    }

    @Test
    void saysItsVersionAndItsJava() {
        assertThat(run("version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("grantway ")
                .contains("Java " + Runtime.version());
    }

    @Test
    void listsEveryCommandWhenNoneIsNamed() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Missing required subcommand", "sample-api", "version");
    }

    @Test
    void refusesACommandThatDoesNotExist() {
        assertThat(run("strat")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'strat'");
    }

    @Test
    void refusesAnUnknownOption() {
        assertThat(run("sample-api", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--prot", "--port");
    }

    @Test
    void writesAnApiFromAnOpenApiDocumentAndListsWhatCannotBeSaid(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("api.yaml");
        String spec = "src/test/resources/openapi/petstore-3.0.yaml";
        assertThat(run("import", "openapi", spec, "--api", "shop", "-o", file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("petstore-3.0.yaml:", "left out, so that a token opens no call of it");
        assertThat(run("check", file.toString())).isZero();
        assertThat(Files.readString(file)).startsWith("# From petstore-3.0.yaml. It is open");
    }

    @Test
    void saysEveryMistakeOfAnOpenApiDocument(@TempDir Path directory) throws Exception {
        Path spec = directory.resolve("spec.yaml");
        Files.writeString(spec, "openapi: 3.0.0\npaths: {a: {}}\nsecurity: [{x: []}]\n");
        assertThat(run("import", "openapi", spec.toString())).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("spec.yaml:2:12  paths.a: a path starts", "no security scheme \"x\"");
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("import", "foo", "bar")).isEqualTo(2);
        assertThat(run("import", "openapi", directory.resolve("none").toString())).isEqualTo(1);
    }

    @Test
    void checksAndWarnsInWordsAndInJson(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.yaml");
        Files.writeString(
                file,
                """
                apis:
                  - name: orders
                    upstream: http://127.0.0.1:1
                    routes: [{paths: [/orders]}]
                    operations: [{scopes: [read], paths: [/orders]}]
                """);
        assertThat(run("check", file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("warning: " + file + ":4:14  apis[0].routes[0]: scopes that nobody asks")
                .endsWith("good: 1 API, 0 consumers, 0 applications; 1 warning\n");
        assertThat(run("check", "--strict", file.toString())).isEqualTo(1);
        out.reset();
        assertThat(run("check", "--json", file.toString())).isZero();
        JsonNode warning =
                Json.parse(out.toString(StandardCharsets.UTF_8)).path("warnings").path(0);
        assertThat(warning.path("line").asInt()).isEqualTo(4);
        assertThat(warning.path("key").asString()).isEqualTo("apis[0].routes[0]");
        Files.writeString(file, "apos: []\n");
        out.reset();
        assertThat(run("check", "--json", file.toString())).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"good\":false", "\"suggestion\":\"apis\"");
        assertThat(run("check", file.toString())).isEqualTo(2);
    }

    @Test
    void printsTheHelpOfACommandAsAsked() {
        assertThat(run("sample-api", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("grantway sample-api", "--port");
    }

    @Test
    void saysInASentenceWhyAPortCannotBeHad() throws Exception {
        try (var taken = SampleApi.start(0)) {
            String port = String.valueOf(taken.uri().getPort());
            assertThat(run("sample-api", "--port", port)).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("grantway: port " + port + " is taken\n");
        }
    }
}
