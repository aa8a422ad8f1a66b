package io.grantway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.boot.ConfigurationFiles;
import io.grantway.config.ConfigText;
import io.grantway.config.ConfigYaml;
import io.grantway.config.Mistake;
import io.grantway.config.Note;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.Operation;
import io.grantway.gateway.OperationTable;
import io.grantway.oauth.Scopes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedApiTest {
    private static final Path SPECS = Path.of("src/test/resources/openapi");

    private static ImportedApi of(String text) {
        return ImportedApi.of(
                "spec.yaml", text, Optional.empty(), Optional.of(URI.create("http://127.0.0.1:9")));
    }

    /// The API as a server would have it that read the file that the import writes.
    private static ApiConfig api(String spec, String upstream) throws IOException {
        ImportedApi imported =
                ImportedApi.of(
                        spec,
                        Files.readString(SPECS.resolve(spec)),
                        Optional.empty(),
                        upstream.isEmpty() ? Optional.empty() : Optional.of(URI.create(upstream)));
        assertThat(imported.mistakes()).isEmpty();
        return loaded(imported);
    }

    private static ApiConfig loaded(ImportedApi imported) {
        String file = ConfigYaml.write(imported.file());
        return ConfigurationFiles.load(
                        List.of(), List.of(new ConfigText("made.yaml", file)), Map.of())
                .value()
                .apis()
                .getFirst();
    }

    private static String said(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static List<Note> notes(String spec) throws IOException {
        return ImportedApi.of(
                        spec,
                        Files.readString(SPECS.resolve(spec)),
                        Optional.empty(),
                        Optional.of(URI.create("http://127.0.0.1:9")))
                .notes();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/animals, listAnimals, animals.read",
        "HEAD, /v2/animals, listAnimals, animals.read",
        "POST, /v2/animals, addAnimal, animals.write",
        "POST, /v2/animals, addAnimal, shop.admin",
        "GET, /v2/animals/7, showAnimal, animals.read",
        "DELETE, /v2/animals/7, removeAnimal, shop.admin animals.write",
        "GET, /v2/stock, countStock, ''",
        "GET, /v2/about, GET /v2/about, ''",
        "POST, /v2/visits, bookVisit, visits.write animals.read",
        "POST, /v2/visits, bookVisit, visits.write shop.admin"
    })
    void opensEachOperationToTheScopesOfTheDocument(
            String method, String path, String name, String scopes) throws IOException {
        Operation operation = found("petstore-3.0.yaml", method, path).orElseThrow();
        assertThat(operation.name()).isEqualTo(name);
        assertThat(operation.isOpenTo(Scopes.parse(scopes))).isTrue();
        assertThat(operation.isOpen()).isEqualTo(scopes.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v2/animals/7, shop.admin",
        "DELETE, /v2/animals/7, animals.write",
        "GET, /v2/animals/7, animals.write",
        "POST, /v2/animals, animals.read visits.write",
        "POST, /v2/visits, visits.write",
        "POST, /v2/visits, animals.read shop.admin"
    })
    void opensNoOperationToLess(String method, String path, String scopes) throws IOException {
        Operation operation = found("petstore-3.0.yaml", method, path).orElseThrow();
        assertThat(operation.isOpenTo(Scopes.parse(scopes))).isFalse();
    }

    private static Optional<Operation> found(String spec, String method, String path)
            throws IOException {
        return OperationTable.of(api(spec, "").operations()).find(method, path);
    }

    @Test
    void leavesOutAPathThatCannotBeSaidSoThatNothingOpensIt() throws IOException {
        assertThat(found("petstore-3.0.yaml", "GET", "/v2/animals/7/photo.png")).isEmpty();
        assertThat(said(notes("petstore-3.0.yaml")))
                .contains(
                        "paths[\"/animals/{animalId}/photo.{format}\"].get: left out, so that a"
                                + " token opens no call of it",
                        "components/securitySchemes".replace('/', '.') + ".key: operations say",
                        "the policy requireKey asks for it",
                        "post.security: lets callers in without a token too");
    }

    @Test
    void takesTheUpstreamAndTheBasePathFromTheFirstServer() throws IOException {
        ApiConfig api = api("petstore-3.0.yaml", "");
        assertThat(api.name()).isEqualTo("pet-shop");
        assertThat(api.upstream().url()).isEqualTo(URI.create("https://eu.shop.example"));
        assertThat(api.routes().getFirst().paths()).containsExactly("/v2");
        assertThat(api.routes().getFirst().rewrite()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "petstore-3.0.yaml, http://h:9, http://h:9, /v2, ",
        "petstore-3.0.yaml, http://h:9/v2/, http://h:9, /v2, ",
        "petstore-3.0.yaml, http://h:9/shop, http://h:9, /v2, /shop",
        "petstore-3.1.json, http://h:9, http://h:9, /animals /reports, ",
        "petstore-3.1.json, http://h:9/shop, http://h:9/shop, /animals /reports, ",
        "orders-2.0.yaml, '', https://orders.example:8443, /api, "
    })
    void routesTheBasePathToWhereTheApiReallyIs(
            String spec, String asked, String upstream, String paths, String rewrite)
            throws IOException {
        ApiConfig api = api(spec, asked);
        assertThat(api.upstream().url()).isEqualTo(URI.create(upstream));
        assertThat(String.join(" ", api.routes().getFirst().paths())).isEqualTo(paths);
        assertThat(api.routes().getFirst().rewrite()).isEqualTo(rewrite);
    }

    @Test
    void readsVersion31InJson() throws IOException {
        ApiConfig api = api("petstore-3.1.json", "http://127.0.0.1:9");
        OperationTable table = OperationTable.of(api.operations());
        assertThat(table.find("GET", "/animals").orElseThrow().isOpen()).isTrue();
        assertThat(table.find("HEAD", "/animals").orElseThrow().name()).isEqualTo("HEAD /animals");
        assertThat(table.find("PUT", "/animals/1/notes/2").orElseThrow().all().toString())
                .isEqualTo("notes.write");
        assertThat(table.find("GET", "/reports/daily").orElseThrow())
                .isEqualTo(new Operation("GET /reports/daily", Scopes.parse("a b"), Scopes.NONE));
        assertThat(api.operations()).hasSize(4);
        assertThat(said(notes("petstore-3.1.json")))
                .contains(
                        "webhooks: left out",
                        "another operation has this name",
                        "only the first is taken: a b",
                        "type http bearer; the policy requireToken asks for it");
    }

    @Test
    void readsSwagger2() throws IOException {
        ApiConfig api = api("orders-2.0.yaml", "");
        OperationTable table = OperationTable.of(api.operations());
        assertThat(table.find("GET", "/api/orders").orElseThrow().all().toString())
                .isEqualTo("orders.read");
        assertThat(table.find("POST", "/api/orders").orElseThrow().isOpen()).isTrue();
        assertThat(said(notes("orders-2.0.yaml")))
                .contains("requirePassword", "did you mean \"orders.read\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "{|spec.yaml:1:2",
                "[1]|is no OpenAPI document",
                "openapi: 4.0.0|is no OpenAPI document",
                "swagger: '1.2'|is no OpenAPI document",
                "{\"openapi\": \"3.1.0\", \"paths\": {}, \"paths\": {}}|paths: is set twice, also"
                        + " at spec.yaml:1:22",
                "{openapi: 3.1.0, paths: [a]}|spec.yaml:1:25  paths: must be a mapping, not a list",
                "{openapi: 3.1.0, paths: {orders: {}}}|paths.orders: a path starts with /",
                "{openapi: 3.1.0, paths: {/a: {get: x}}}|paths./a.get: must be a mapping",
                "{openapi: 3.1.0, paths: {/a: {get: {security: {o: []}}}}}|paths./a.get.security:"
                        + " must be a list",
                "{openapi: 3.1.0, paths: {/a: {get: {security: [o]}}}}|paths./a.get.security[0]:"
                        + " must be a mapping",
                "{openapi: 3.1.0, paths: {/a: {get: {security: [{outh: []}]}}}, components:"
                        + " {securitySchemes: {oauth: {type: oauth2}}}}|there is no security scheme"
                        + " \"outh\"; did you mean \"oauth\"",
                "{openapi: 3.1.0, security: [{o: x}], components: {securitySchemes: {o: {type:"
                        + " oauth2}}}}|security[0].o: must be a list of scopes",
                "{openapi: 3.1.0, security: [{o: ['a b']}], components: {securitySchemes: {o:"
                        + " {type: oauth2}}}}|security[0].o[0]: a scope is printable",
                "{openapi: 3.1.0, servers: [{url: 'http://h/{v}'}]}|servers[0].url: {v} has no"
                        + " default",
                "{openapi: 3.1.0, servers: [{url: 'http://h/a/../b'}]}|servers[0].url: its path a"
                        + " path has no dot segments",
                "{openapi: 3.1.0, servers: [{url: 'http://u:p@h/'}]}|servers[0].url: is no URL of"
                        + " scheme",
                "{openapi: 3.1.0, paths: {/a: {$ref: '#/nothing'}}}|paths./a[\"$ref\"]: leads to"
                        + " nothing",
                "{openapi: 3.1.0, paths: {/a: {$ref: '#/paths/~1a'}}}|paths./a: its $ref leads to"
                        + " another $ref"
            })
    void saysWhatIsWrongWithADocumentAndWhere(String text, String mistake) {
        assertThat(said(of(text).mistakes())).contains(mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "../../etc/passwd#/a",
                "other.yaml#/paths/~1a"
            })
    void neverReadsWhatARefNamesOutsideOfTheDocument(String reference) {
        assertThat(
                        of("{openapi: 3.1.0, paths: {/a: {$ref: '"
                                        + reference
                                        + "'}, /b: {get: {parameters: [{$ref: '"
                                        + reference
                                        + "'}]}}}}")
                                .mistakes())
                .hasSize(2)
                .extracting(Mistake::message)
                .allMatch(message -> message.startsWith("leads out of this document"));
    }

    @Test
    void refusesAliasesThatBlowUp() {
        StringBuilder laughs = new StringBuilder("openapi: 3.1.0\na0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(said(of(laughs.toString()).mistakes())).contains("its aliases written out");
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        String deep = "openapi: 3.1.0\nx: " + "[".repeat(100) + "]".repeat(100);
        assertThat(said(of(deep).mistakes())).contains("nested more than");
        String json =
                "{\"openapi\": \"3.1.0\", \"x\": " + "[".repeat(9000) + "]".repeat(9000) + "}";
        assertThat(said(of(json).mistakes())).contains("nested more than");
        assertThat(said(of("#".repeat(9 << 20)).mistakes())).contains("is larger than");
    }

    @Test
    void aNameThatLooksLikeAReferenceStaysAName() {
        ImportedApi imported =
                of("{openapi: 3.1.0, paths: {/a: {get: {operationId: '${env:HOME}'}}}}");
        assertThat(loaded(imported).operations().getFirst().name()).isEqualTo("${env:HOME}");
    }

    @Test
    void needsAServerOrAnUpstream() {
        String text = "{openapi: 3.1.0, servers: [{url: /v1}], paths: {/a: {get: {}}}}";
        ImportedApi imported =
                ImportedApi.of("spec.yaml", text, Optional.empty(), Optional.empty());
        assertThat(said(imported.mistakes())).contains("names no server with scheme and host");
        assertThat(
                        said(
                                ImportedApi.of(
                                                "spec.yaml",
                                                text,
                                                Optional.empty(),
                                                Optional.of(URI.create("orders")))
                                        .mistakes()))
                .contains("upstream must begin with");
    }

    @Test
    void takesTheServersOfAPathOrAnOperation() {
        String text =
                """
                openapi: 3.0.0
                servers: [{url: "http://h/v1"}]
                paths:
                  /a:
                    servers: [{url: /v2}]
                    get: {}
                    put: {servers: [{url: "http://other/v3"}]}
                  /b: {get: {}}
                  /c/{x}: {get: {parameters: [{name: x, in: path, style: matrix}]}}
                  /c/{y}: {get: {}}
                """;
        ImportedApi imported = of(text);
        assertThat(loaded(imported).operations())
                .map(operation -> operation.knownAs())
                .containsExactly("GET /v2/a", "PUT /v3/a", "GET /v1/b", "GET /v1/c/{x}");
        assertThat(said(imported.notes()))
                .contains(
                        "its own server is left out",
                        "another path has the same method and the same shape",
                        "what follows a ; in a path is taken out");
    }

    @Test
    void saysAlternativesExactlyWhereThatCanBe() {
        assertThat(requirement("a b", "a c")).isEqualTo("a + one of b c");
        assertThat(requirement("a", "a b")).isEqualTo("a + one of ");
        assertThat(requirement("a b", "")).isEqualTo(" + one of ");
        assertThat(requirement("a", "b", "c")).isEqualTo(" + one of a b c");
        assertThat(requirement("a b", "b c", "b")).isEqualTo("b + one of ");
        assertThat(requirement("a b", "c d")).isEqualTo("a b + one of  inexactly");
        assertThat(requirement()).isEqualTo(" + one of ");
    }

    private static String requirement(String... alternatives) {
        ScopeRequirement needed =
                ScopeRequirement.of(
                        IntStream.range(0, alternatives.length)
                                .mapToObj(i -> Scopes.parse(alternatives[i]).tokens())
                                .toList());
        return String.join(" ", needed.all())
                + " + one of "
                + String.join(" ", needed.any())
                + (needed.exact() ? "" : " inexactly");
    }
}
