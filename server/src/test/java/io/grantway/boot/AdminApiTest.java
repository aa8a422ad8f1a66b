package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.grantway.http.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Walks the OpenAPI document of a running server: what it says of each operation, the examples it
/// gives and who may call it, is tried over HTTP. An operation added by anyone is tried too.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminApiTest {
    private static final String FIRST = "the-first-admin-token";
    private static final List<String> ROLES = List.of("viewer", "editor", "admin");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> made = new HashMap<>();
    private Server server;
    private JsonNode document;

    /// One operation of the document.
    record Documented(String method, String path, JsonNode described) {
        String role() {
            return described.path("x-grantway-role").asString("");
        }

        boolean concernsAnyWorkspace() {
            return described.path("x-grantway-reach").asString("").equals("any");
        }

        boolean nativeOne() {
            return path.startsWith("/api/");
        }

        /// The path with the examples of its variables.
        String examplePath() {
            String filled = path;
            for (JsonNode parameter : described.path("parameters")) {
                if (parameter.path("in").asString().equals("path")) {
                    String name = parameter.path("name").asString();
                    assertThat(parameter.has("example"))
                            .as(
                                    "the operation %s has no example for {%s}: say"
                                            + " .variable(\"%s\", …) where it is registered",
                                    described.path("operationId"), name, name)
                            .isTrue();
                    filled =
                            filled.replace(
                                    "{" + name + "}",
                                    URLEncoder.encode(
                                            parameter.path("example").asString(),
                                            StandardCharsets.UTF_8));
                }
            }
            return filled;
        }

        Optional<Map.Entry<String, JsonNode>> exampleBody() {
            return described.path("requestBody").path("content").properties().stream()
                    .filter(content -> content.getValue().has("example"))
                    .findFirst()
                    .map(content ->
                            Map.entry(content.getKey(), content.getValue().path("example")));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        Path config = temporary.resolve("grantway.yaml");
        Files.writeString(
                config,
                """
                listeners:
                  gateway: {https: off, http: "127.0.0.1:0"}
                  admin: {https: off, http: "127.0.0.1:0"}
                workspaces:
                  - name: Elsewhere
                """);
        server =
                Server.start(
                        new StartOptions(
                                List.of(config),
                                temporary.resolve("data"),
                                Map.of("GRANTWAY_ADMIN_TOKEN", FIRST),
                                new PrintStream(
                                        Files.newOutputStream(temporary.resolve("out")),
                                        true,
                                        StandardCharsets.UTF_8)));
        document = Json.parse(call("GET", "/api/v1/openapi.json", FIRST).body());
        for (String role : ROLES) {
            make(role, "*", role);
            make("elsewhere " + role, "Elsewhere", role);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void make(String name, String workspace, String role) throws Exception {
        String body =
                "{\"name\": \"%s\", \"roles\": [{\"workspace\": \"%s\", \"role\": \"%s\"}]}"
                        .formatted(name, workspace, role);
        HttpResponse<String> response =
                send(
                        HttpRequest.newBuilder(uri("/api/v1/admin-tokens"))
                                .header("Authorization", "Bearer " + FIRST)
                                .POST(BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        made.put(name, Json.parse(response.body()).path("token").asString());
    }

    /// The token of whoever was made under that name.
    private String token(String name) {
        return Objects.requireNonNull(made.get(name));
    }

    Stream<Documented> all() {
        List<Documented> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                found.add(
                        new Documented(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue()));
            }
        }
        return found.stream();
    }

    Stream<Documented> closed() {
        return all().filter(operation -> !operation.role().isEmpty());
    }

    @Test
    void theDocumentPassesAValidator() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(Json.write(document), List.of(), options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(
                        new OpenAPIV3Parser()
                                .readContents("{\"openapi\": \"3.1.0\", \"paths\": []}")
                                .getMessages())
                .as("the validator finds mistakes")
                .isNotEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.path("paths"));
        assertThat(all().map(each -> each.described().path("operationId").asString()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("closed")
    void nobodyComesInWithoutAToken(Documented operation) throws Exception {
        HttpResponse<String> without = call(operation, Optional.empty());
        HttpResponse<String> wrong = call(operation, Optional.of("gwa_wrong"));

        assertRefused(without, 401, "admin_token_missing");
        assertRefused(wrong, 401, "admin_token_wrong");
        assertThat(without.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @ParameterizedTest
    @MethodSource("closed")
    void aLesserRoleIsRefused(Documented operation) throws Exception {
        for (String role : ROLES.subList(0, ROLES.indexOf(operation.role()))) {
            assertRefused(call(operation, Optional.of(token(role))), 403, "role_missing");
        }
    }

    @ParameterizedTest
    @MethodSource("closed")
    void everyChangeNeedsMoreThanAViewer(Documented operation) {
        if (!operation.method().equals("GET")) {
            assertThat(operation.role()).isIn("editor", "admin");
        }
    }

    @ParameterizedTest
    @MethodSource("closed")
    void anAdministratorOfAnotherWorkspaceIsRefused(Documented operation) throws Exception {
        for (String role : ROLES) {
            if (!operation.concernsAnyWorkspace()) {
                assertRefused(
                        call(operation, Optional.of(token("elsewhere " + role))),
                        403,
                        "role_missing");
            }
        }
    }

    /// Open ones too. What is taken is as the document says.
    @ParameterizedTest
    @MethodSource("all")
    void whoHasTheRoleIsAnsweredAsDocumented(Documented operation) throws Exception {
        HttpResponse<String> response =
                call(
                        operation,
                        Optional.of(operation.role()).filter(made::containsKey).map(this::token));

        assertThat(response.statusCode())
                .as(response.body())
                .isNotIn(401, 403, 405, 500)
                .isBetween(200, 499);
        if (response.statusCode() < 300) {
            assertDocumented(operation, response);
        } else if (operation.nativeOne()) {
            assertThat(Json.parse(response.body()).path("code").asString()).isNotEmpty();
            assertThat(type(response)).isEqualTo("application/problem+json");
        }
    }

    private void assertDocumented(Documented operation, HttpResponse<String> response) {
        JsonNode answer = operation.described().path("responses").path("" + response.statusCode());
        assertThat(answer.isObject()).as("%s is documented", response.statusCode()).isTrue();
        if (answer.path("content").isEmpty()) {
            assertThat(response.body()).isEmpty();
            return;
        }
        JsonNode content = answer.path("content").path(type(response));
        assertThat(content.isObject()).as("%s is documented", type(response)).isTrue();
        if (content.has("schema")) {
            assertThat(
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(Json.write(content.path("schema")))
                                    .validate(response.body(), InputFormat.JSON))
                    .as(response.body())
                    .isEmpty();
        }
    }

    @Test
    void aRevokedTokenIsRefusedByTheNextRequest() throws Exception {
        make("short", "*", "admin");
        String token = token("short");
        String id =
                Json.parse(call("GET", "/api/v1/admin-tokens", token).body())
                        .path("data")
                        .valueStream()
                        .filter(each -> each.path("name").asString().equals("short"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();

        assertThat(call("DELETE", "/api/v1/admin-tokens/" + id, token).statusCode()).isEqualTo(204);
        assertRefused(call("GET", "/api/v1/admin-tokens", token), 401, "admin_token_wrong");
    }

    @Test
    void theTrailNamesWhoChangedAUserAndKeepsNoPassword() throws Exception {
        HttpResponse<String> created =
                send(
                        HttpRequest.newBuilder(uri("/api/v1/users?workspace=Elsewhere"))
                                .header("Kong-Admin-Token", token("elsewhere editor"))
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"username\":\"tom\",\"password\":\"planted"
                                                        + " secret\"}")));
        String id = Json.parse(created.body()).path("id").asString();
        HttpResponse<String> stale =
                send(
                        HttpRequest.newBuilder(uri("/api/v1/users/" + id + "?workspace=Elsewhere"))
                                .header("Kong-Admin-Token", token("elsewhere editor"))
                                .header("If-Match", "\"stale\"")
                                .method("PATCH", BodyPublishers.ofString("{\"name\":\"Tom\"}")));
        HttpResponse<String> trail =
                call("GET", "/api/v1/audit?workspace=Elsewhere", token("elsewhere admin"));

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertRefused(stale, 412, "precondition_failed");
        JsonNode newest = Json.parse(trail.body()).path("data").path(0);
        assertThat(newest.path("administrator").asString()).isEqualTo("elsewhere editor");
        assertThat(newest.path("action").asString()).isEqualTo("create");
        assertThat(newest.path("object").asString()).isEqualTo(id);
        assertThat(newest.path("before").isNull()).isTrue();
        assertThat(newest.path("after").path("username").asString()).isEqualTo("tom");
        assertThat(trail.body()).doesNotContain("planted", "argon2");
    }

    @Test
    void aBodyOfAHundredMebibytesIsTooLarge() throws Exception {
        byte[] mebibyte = new byte[1 << 20];
        HttpResponse<String> response =
                send(
                        HttpRequest.newBuilder(uri("/api/v1/users"))
                                .header("Authorization", "Bearer " + FIRST)
                                .expectContinue(true)
                                .POST(
                                        BodyPublishers.fromPublisher(
                                                BodyPublishers.ofByteArrays(() ->
                                                        Stream.generate(() -> mebibyte)
                                                                .limit(100)
                                                                .iterator()),
                                                100L << 20)));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(type(response)).isEqualTo("application/problem+json");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(type(response)).isEqualTo("application/problem+json");
        assertThat(Json.parse(response.body()).path("code").asString()).isEqualTo(code);
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    private URI uri(String path) {
        return server.adminHttp().orElseThrow().resolve(path);
    }

    private HttpResponse<String> call(Documented operation, Optional<String> token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(operation.examplePath()));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        Optional<Map.Entry<String, JsonNode>> body = operation.exampleBody();
        body.ifPresent(given -> request.header("Content-Type", given.getKey()));
        String text =
                body.map(Map.Entry::getValue)
                        .map(json -> json.isString() ? json.asString() : Json.write(json))
                        .orElse("");
        return send(request.method(operation.method(), BodyPublishers.ofString(text)));
    }

    private HttpResponse<String> call(String method, String path, String token) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
