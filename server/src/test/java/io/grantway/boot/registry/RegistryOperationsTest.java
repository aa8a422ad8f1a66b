package io.grantway.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.ConfigRejected;
import io.grantway.gateway.OperationConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryOperationsTest {
    private static final String DECLARED =
            """
            apis:
              - name: declared
                upstream: http://127.0.0.1:9
                routes: [{name: front, paths: [/declared]}]
                policies: [{requireKey: {}}]
            consumers:
              - username: acme
                keys: [acme-key]
                applications: [{name: a, clientId: acme-id, clientSecret: acme-secret}]
            workspaces:
              - name: Sample
            """;
    private static final String APIS = "/workspaces/default/apis";
    private static final String CONSUMERS = "/workspaces/default/consumers";
    private static final String ORDERS =
            """
            {"name": "orders", "upstream": "http://127.0.0.1:9",
             "routes": [{"name": "all", "paths": ["/orders"], "policies": [{"limitRate": {"minute": 5}}]},
                        {"paths": ["/old"]}],
             "policies": [{"correlate": {}}, {"requireKey": {}}]}\
            """;
    private static final String ANN =
            """
            {"username": "ann", "keys": ["k-1", "k-2"],
             "applications": [{"name": "a", "clientId": "a-id", "clientSecret": "a-secret"}],
             "jwtKeys": [{"key": "j", "secret": "j-secret-j-secret-j-secret-j-secret"}],
             "groups": ["gold"]}\
            """;

    @TempDir private Path data;
    private RegistryBench bench;

    @BeforeEach
    void open() {
        bench = new RegistryBench(data, DECLARED);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void showsWhatWasMadeAsAFileWouldSayItAndKeepsIt() {
        var made = bench.call("POST", APIS, ORDERS);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        bench.restart();
        var shown = bench.get(APIS + "/orders");
        assertThat(shown.json().path("routes").path(0).path("policies").toString())
                .isEqualTo("[{\"limitRate\":{\"minute\":5}}]");
        assertThat(shown.json().path("policies").toString())
                .isEqualTo("[{\"correlate\":{}},{\"requireKey\":{}}]");
        assertThat(bench.get(APIS + "/" + made.text("id")).json()).isEqualTo(shown.json());
        assertThat(bench.registry.union().apis()).hasSize(2);
    }

    @Test
    void keepsTheOperationsOfAnApi() {
        String operations =
                """
                [{"name":"list","methods":["GET"],"paths":["/orders"],"scopes":["orders.read"]},\
                {"methods":["POST"],"paths":["/orders"],"anyScope":["orders.write","admin"]}]\
                """;
        String document =
                ORDERS.replace("\"routes\"", "\"operations\": " + operations + ", \"routes\"");
        var made = bench.call("POST", APIS, document);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        bench.restart();
        var shown = bench.get(APIS + "/orders");
        assertThat(shown.json().path("operations").toString()).isEqualTo(operations);
        var put = bench.call("PUT", APIS + "/orders", shown.json().toString());
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.tag()).isEqualTo(shown.tag());
        assertThat(bench.registry.union().apis().getLast().config().operations())
                .map(OperationConfig::knownAs)
                .containsExactly("list", "POST /orders");
        var refused =
                bench.call(
                        "PUT",
                        APIS + "/orders",
                        document.replaceFirst("\"/orders\"]", "\"/a/{b}c\"]"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.toString()).contains("operations[0].paths[0]: {name} stands for");
    }

    @Test
    void importsAnOpenApiDocumentAndRenewsOnlyItsOperations() {
        String document =
                """
                openapi: 3.1.0
                info: {title: Shop}
                servers: [{url: 'http://127.0.0.1:9/v1'}]
                paths: {/things: {get: {operationId: list}}, '/a{b}': {get: {}}}
                """;
        var rehearsed = bench.call("POST", "/import/openapi?dry_run=true", document);
        assertThat(rehearsed.status()).as(rehearsed.toString()).isEqualTo(200);
        assertThat(bench.get(APIS + "/shop").status()).isEqualTo(404);

        var made = bench.call("POST", "/import/openapi", document);
        assertThat(made.json().path("created").asBoolean()).isTrue();
        assertThat(made.json().path("not_taken").toString()).contains("left out");
        bench.call("PATCH", APIS + "/shop", "{\"policies\": [{\"requireKey\": {}}]}");
        var again =
                bench.call(
                        "POST",
                        "/import/openapi?api=shop&upstream=http://h:1",
                        document.replace("list}", "listAll}"));
        assertThat(again.json().path("created").asBoolean()).isFalse();
        var shown = bench.get(APIS + "/shop").json();
        assertThat(shown.path("operations").path(0).path("name").asString()).isEqualTo("listAll");
        assertThat(shown.path("policies").toString()).contains("requireKey");
        assertThat(shown.path("upstream").toString()).contains("127.0.0.1:9");
    }

    @Test
    void importsNothingOfADocumentWithMistakesOrForADeclaredApi() {
        String document = "openapi: 3.1.0\nservers: [{url: 'http://h'}]\npaths: {/x: {get: {}}}\n";
        var bad = bench.call("POST", "/import/openapi?api=x", document + "security: x\n");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.toString()).contains("the document:4:11  security: must be a list");
        assertThat(bench.call("POST", "/import/openapi?api=declared", document).status())
                .isEqualTo(409);
        assertThat(bench.call("POST", "/import/openapi?workspace=none", document).status())
                .isEqualTo(404);
        assertThat(bench.call("POST", "/import/openapi?upstream=%20", document).status())
                .isEqualTo(400);
    }

    @Test
    void showsNoSecretAndTakesBackWhatItShows() {
        bench.call("POST", CONSUMERS, ANN);
        var shown = bench.get(CONSUMERS + "/ann");
        assertThat(shown.json().toString())
                .contains("a-id", "gold", "[secret]")
                .doesNotContain("k-1", "k-2", "a-secret", "j-secret");
        var put = bench.call("PUT", CONSUMERS + "/ann", shown.json().toString());
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.tag()).isEqualTo(shown.tag());
        var bound = bench.registry.union().consumers().getLast().config();
        assertThat(bound.keys().get(1).key().matches("k-2")).isTrue();
        assertThat(bound.applications().getFirst().clientSecret())
                .satisfies(secret -> assertThat(secret.matches("a-secret")).isTrue());
    }

    @Test
    void keepsHowAClientProvesItselfAndHidesItsSecrets() {
        String ann =
                """
                {"username": "ann", "applications": [{"name": "a", "clientId": "a-id",
                  "clientSecret": "first-secret",
                  "authentication": {"method": "client_secret_post",
                    "secrets": ["next-secret",
                      {"secret": "last-secret", "expiresAt": "2027-01-31T00:00:00Z"}]},
                  "metadata": {"scopes": ["read"], "requirePushedRequests": true}}]}\
                """;
        var made = bench.call("POST", CONSUMERS, ann);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        bench.restart();
        var shown = bench.get(CONSUMERS + "/ann");
        assertThat(shown.json().toString())
                .contains("client_secret_post", "2027-01-31T00:00:00Z", "requirePushed")
                .doesNotContain("first-secret", "next-secret", "last-secret");
        assertThat(bench.call("PUT", CONSUMERS + "/ann", shown.json().toString()).status())
                .isEqualTo(200);
        var application =
                bench.registry.union().consumers().getLast().config().applications().getFirst();
        assertThat(application.authentication().secrets())
                .satisfiesExactly(
                        secret -> assertThat(secret.secret().matches("next-secret")).isTrue(),
                        secret -> assertThat(secret.secret().matches("last-secret")).isTrue());
        assertThat(application.metadata().scopes()).containsExactly("read");
    }

    @Test
    void saysWhatAClientLacksToProveItself() {
        var refused =
                bench.call(
                        "POST",
                        CONSUMERS,
                        """
                        {"username": "ann", "applications": [{"name": "a", "clientId": "a-id",
                          "authentication": {"method": "private_key_jwt"}}]}\
                        """);
        assertThat(refused.status()).isBetween(400, 422);
        assertThat(refused.toString()).contains("authentication.method", "needs jwks");
    }

    @Test
    void keepsTheIdsOfWhatADocumentNamesAgain() {
        bench.call("POST", CONSUMERS, ANN);
        var before = bench.registry.union().consumers().getLast().ids();
        bench.call(
                "PATCH",
                CONSUMERS + "/ann",
                "{\"applications\": [{\"name\": \"b\", \"clientId\": \"b-id\", \"clientSecret\":"
                    + " \"b\"}, {\"name\": \"renamed\", \"clientId\": \"a-id\", \"clientSecret\":"
                    + " \"[secret]\"}]}");
        var after = bench.registry.union().consumers().getLast();
        assertThat(after.ids().of("applications").get(1))
                .isEqualTo(before.of("applications").getFirst());
        assertThat(after.config().applications().get(1).name()).isEqualTo("renamed");
        assertThat(after.ids().of("keys")).isEqualTo(before.of("keys"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': 'x'} | upstream: is required",
                "{'name': 'x', 'upstream': 'nowhere'} | upstream",
                "{'name': 'x', 'upstream': 'ftp://a.example'} | begins with http",
                "{'upstream': 'http://a.example'} | name: is required",
                "{'name': 'x', 'upstream': 'http://a.example', 'rutes': []} | did you mean"
                        + " \"routes\"",
                "{'name': 'x', 'upstream': 'http://a.example', 'routes': [{'paths': ['a']}]} |"
                        + " routes[0].paths[0]",
                "{'name': 'x', 'upstream': 'http://a.example', 'policies': ['nope']} | policies[0]",
                "{'name': ['x'], 'upstream': 'http://a.example'} | name: must be a single value"
            })
    void refusesWhatNoFileCouldSayAndNamesTheKey(String body, String mistake) {
        int before = bench.registry.entities().size();
        var refused = bench.call("POST", APIS, body.replace('\'', '"'));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.json().path("mistakes").path(0).asString("")).contains(mistake);
        assertThat(bench.registry.entities().size()).isEqualTo(before);
    }

    @Test
    void readsNoEnvironmentForWhomMayOnlyEdit() {
        bench.call("POST", CONSUMERS, "{\"username\": \"${env:HOME}\"}");
        assertThat(bench.get(CONSUMERS).json().toString()).contains("\"${env:HOME}\"");
    }

    @Test
    void letsOneOfTwoWritersThrough() {
        bench.call("POST", APIS, ORDERS);
        String tag = bench.get(APIS + "/orders").tag();
        String change = "{\"tags\": [\"one\"]}";
        assertThat(bench.call("PATCH", APIS + "/orders", change, "If-Match", tag).status())
                .isEqualTo(200);
        for (String method : new String[] {"PATCH", "PUT", "DELETE"}) {
            assertThat(bench.call(method, APIS + "/orders", ORDERS, "If-Match", tag).status())
                    .as(method)
                    .isEqualTo(412);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /workspaces/default/apis/declared",
        "PATCH, /workspaces/default/apis/declared",
        "DELETE, /workspaces/default/apis/declared",
        "DELETE, /workspaces/default/consumers/acme"
    })
    void leavesWhatIsDeclaredAloneAndSaysWhere(String method, String path) {
        var refused = bench.call(method, path, "{\"upstream\": \"http://127.0.0.1:10\"}");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("a.yaml:");
    }

    @Test
    void refusesANameThatIsTaken() {
        assertThat(bench.call("POST", APIS, ORDERS.replace("orders", "declared")).status())
                .isEqualTo(409);
        bench.call("POST", CONSUMERS, ANN);
        var taken = bench.call("POST", CONSUMERS, "{\"username\": \"bob\", \"keys\": [\"k-1\"]}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("detail")).doesNotContain("k-1");
    }

    @Test
    void refusesAConfigurationThatDeclaresWhatWasMade() {
        bench.call("POST", APIS, ORDERS);
        String both = DECLARED.replace("name: declared", "name: orders");
        assertThatThrownBy(() -> bench.registry.declare(RegistryBench.load(both), state -> state))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e ->
                                assertThat(e.report())
                                        .contains("a.yaml:2", "made over the admin API"));
        assertThat(bench.registry.union().apis()).hasSize(2);
    }

    @Test
    void saysWhatAnotherConfigurationWouldChange() {
        String other = DECLARED.replace("/declared", "/moved").replace("acme-secret", "other");
        assertThat(bench.registry.difference(RegistryBench.load(other)).toString())
                .contains("\"/moved\"", "\"acme-id\",\"changes\":[],\"secrets_changed\":true")
                .doesNotContain("other", "acme-secret", "\"create\"", "\"delete\"");
        assertThat(bench.registry.difference(RegistryBench.load(DECLARED))).isEmpty();
    }

    @Test
    void exportsWhatReadsBackToTheSame() {
        bench.call("POST", APIS, ORDERS);
        bench.call("POST", "/workspaces/Sample/consumers", ANN);
        bench.call("POST", "/workspaces/Sample/policies", "{\"limitRate\": {\"hour\": 7}}");
        String yaml = bench.get("/config/export").text("text");
        assertThat(yaml).doesNotContain("k-1", "a-secret", "j-secret", "acme-key");
        var variables = Pattern.compile("\\$\\{env:[A-Z_0-9]+\\}").matcher(yaml);
        int[] count = new int[1];
        String filled = variables.replaceAll(_ -> "secret-of-sufficient-length-no-" + count[0]++);
        bench.restart(DECLARED);
        var reread = RegistryBench.load(filled).value();
        assertThat(reread.apis())
                .containsExactlyElementsOf(
                        bench.registry.union().apis().stream().map(Identified::config).toList());
        assertThat(reread.workspaces().getFirst().policies()).hasSize(1);
        assertThat(reread.workspaces().getFirst().consumers().getFirst().jwtKeys()).hasSize(1);
    }

    @Test
    void writesTheTrailWithTheChange() {
        bench.call("POST", CONSUMERS, ANN);
        bench.call("PATCH", CONSUMERS + "/ann", "{\"customId\": \"7\"}");
        bench.call("DELETE", CONSUMERS + "/ann", "");
        var trail = bench.store.audit().page(Optional.of("default"), Optional.empty(), 100);
        assertThat(trail)
                .extracting(entry -> entry.action() + " " + entry.kind())
                .contains("create consumer", "create key", "update consumer", "delete application");
        assertThat(trail)
                .allSatisfy(entry ->
                        assertThat(entry.before() + " " + entry.after())
                                .doesNotContain("k-1", "a-secret", "j-secret"));
    }

    @Test
    void makesAndTakesAwayWorkspaces() {
        String orders = "/workspaces/New/apis";
        assertThat(bench.call("POST", orders, ORDERS).status()).isEqualTo(404);
        assertThat(bench.call("POST", "/workspaces", "{\"name\": \"New\"}").status())
                .isEqualTo(201);
        assertThat(bench.call("POST", "/workspaces", "{\"name\": \"New\"}").status())
                .isEqualTo(409);
        assertThat(bench.call("POST", orders, ORDERS).status()).isEqualTo(201);
        assertThat(bench.call("DELETE", "/workspaces/New", "").status()).isEqualTo(409);
        bench.restart();
        assertThat(bench.call("DELETE", orders + "/orders", "").status()).isEqualTo(204);
        assertThat(bench.call("DELETE", "/workspaces/New", "").status()).isEqualTo(204);
        assertThat(bench.call("DELETE", "/workspaces/Sample", "").status()).isEqualTo(409);
        assertThat(bench.get(orders).status()).isEqualTo(404);
    }

    @Test
    void pagesThroughAll() {
        for (int i = 0; i < 5; i++) {
            bench.call("POST", CONSUMERS, "{\"username\": \"c" + i + "\"}");
        }
        var first = bench.get(CONSUMERS + "?size=4");
        assertThat(first.json().path("data")).hasSize(4);
        var second = bench.get(CONSUMERS + "?size=4&after=" + first.text("next"));
        assertThat(second.json().path("data")).hasSize(2);
        assertThat(second.json().path("next").isNull()).isTrue();
    }

    @Test
    void keepsSecretsOutOfTheDatabaseAndNeedsItsKeyFile() throws IOException {
        bench.call("POST", CONSUMERS, ANN);
        bench.store.close();
        try (var files = Files.list(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("k-1", "a-secret", "j-secret");
            }
        }
        Path key = data.resolve("store.key");
        byte[] right = Files.readAllBytes(key);
        Files.delete(key);
        assertThatThrownBy(bench::restart)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("store.key");
        bench.store.close();
        Files.write(key, right);
        bench.restart();
        assertThat(bench.get(CONSUMERS + "/ann").status()).isEqualTo(200);
    }

    @Test
    void refusesAnotherKeyFile(@TempDir Path elsewhere) throws IOException {
        bench.call("POST", CONSUMERS, ANN);
        try (RegistryBench other = new RegistryBench(elsewhere, DECLARED)) {
            other.call("POST", CONSUMERS, ANN);
        }
        Files.copy(
                elsewhere.resolve("store.key"),
                data.resolve("store.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(bench::restart)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is not the one that the database was encrypted by");
    }
}
