package io.grantway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.config.Loaded;
import io.grantway.gateway.OperationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiInclusionTest {
    @TempDir private Path directory;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(directory.resolve("specs"));
        Files.copy(
                Path.of("src/test/resources/openapi/petstore-3.0.yaml"),
                directory.resolve("specs/shop.yaml"));
    }

    private Loaded<Configuration> load(String api) throws IOException {
        Path file = directory.resolve("grantway.yaml");
        Files.writeString(
                file,
                "apis:\n"
                        + "  - name: shop\n"
                        + "    upstream: http://127.0.0.1:9\n"
                        + "    routes: [{paths: [/]}]\n"
                        + api.indent(4));
        return ConfigurationFiles.load(List.of(file), List.of(), Map.of("SPECS", "specs"));
    }

    private static List<OperationConfig> operations(Loaded<Configuration> loaded) {
        return loaded.value().apis().getFirst().operations();
    }

    @Test
    void givesTheOperationsOfTheDocument() throws IOException {
        Loaded<Configuration> loaded = load("openapi: specs/shop.yaml");
        assertThat(operations(loaded))
                .map(OperationConfig::knownAs)
                .containsExactly(
                        "listAnimals",
                        "addAnimal",
                        "showAnimal",
                        "removeAnimal",
                        "countStock",
                        "GET /v2/about",
                        "bookVisit");
        assertThat(loaded.at(operations(loaded).get(1)).toString())
                .isEqualTo("specs/shop.yaml:31:7  paths./animals.post");
        assertThat(loaded.notes()).isNotEmpty();
        assertThat(loaded.sources().paths()).contains(directory.resolve("specs/shop.yaml"));
    }

    @Test
    void letsWrittenOperationsCountInsteadOfTheDocuments() throws IOException {
        Loaded<Configuration> loaded =
                load(
                        """
                        openapi: {file: "${env:SPECS}/shop.yaml", basePath: /}
                        operations:
                          - {name: bookVisit, methods: [GET], paths: [/animals], scopes: [mine]}
                          - {paths: ["/animals/{id}"], scopes: [all]}
                        """);
        assertThat(operations(loaded))
                .map(OperationConfig::knownAs)
                .containsExactly(
                        "bookVisit",
                        "/animals/{id}",
                        "addAnimal",
                        "countStock",
                        "GET /about",
                        "POST /visits");
    }

    @Test
    void aDocumentMaySayMoreThanIsOfferedHere() throws IOException {
        Path file = directory.resolve("grantway.yaml");
        Files.writeString(
                file,
                """
                authorizationServers:
                  - {name: local, builtIn: {issuer: "https://localhost:8443/auth", scopes: [{name: own}]}}
                apis:
                  - name: shop
                    upstream: http://127.0.0.1:9
                    routes: [{paths: [/v2/animals]}]
                    openapi: specs/shop.yaml
                """);
        assertThat(operations(ConfigurationFiles.load(List.of(file), List.of(), Map.of())))
                .hasSize(7);
    }

    @Test
    void saysAMistakeOfTheDocumentAtItsPlaceInTheDocument() throws IOException {
        Path spec = directory.resolve("specs/shop.yaml");
        Files.writeString(
                spec, Files.readString(spec).replace("- shop: [animals.read]", "- sop: []"));
        assertThatThrownBy(() -> load("openapi: specs/shop.yaml"))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e -> {
                            assertThat(e.report())
                                    .contains("specs/shop.yaml:17:10  security[0].sop")
                                    .contains("did you mean \"shop\"?");
                            assertThat(e.sources().paths()).contains(spec);
                        });
    }

    @Test
    void saysWhenTheFileCannotBeReadOrMayNotBeNamed() {
        assertThatThrownBy(() -> load("openapi: specs/shp.yaml"))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e -> assertThat(e.report()).contains("specs/shp.yaml cannot be read"));
        assertThatThrownBy(() -> load("openapi: {fil: specs/shop.yaml}"))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e -> assertThat(e.report()).contains("did you mean \"file\"?"));
        ConfigText sent =
                new ConfigText(
                        "sent.yaml",
                        "apis: [{name: a, upstream: 'http://h', routes: [{}], openapi:"
                                + " /etc/passwd}]");
        assertThatThrownBy(() -> ConfigurationFiles.load(List.of(), List.of(sent), Map.of()))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e ->
                                assertThat(e.report())
                                        .contains("only a configuration in a file may")
                                        .doesNotContain("root:"));
    }
}
