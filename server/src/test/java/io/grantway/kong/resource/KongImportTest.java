package io.grantway.kong.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.PasswordHash;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.testing.InMemoryRegistry;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KongImportTest {
    private static final String FILE =
            """
            _format_version: "3.0"
            _info:
              select_tags: [team-a]
              defaults:
                route:
                  strip_path: false
            _plugin_configs:
              quota: {minute: 60, policy: redis, redis: {host: r, password: x}}
            services:
            - name: orders
              url: https://orders.internal/v1
              tags: [money]
              plugins:
              - name: oauth2
                config:
                  enable_client_credentials: true
                  provision_key: the-key
                  scopes: [read, write]
                  mandatory_scope: true
              routes:
              - name: orders
                paths: [/orders]
                plugins:
                - name: rate-limiting
                  _config: quota
              - paths: [/unnamed]
            consumers:
            - username: acme
              id: 6f8a8a0e-6f0d-4d36-9d6d-0a6a5a0a0a01
              custom_id: "42"
              oauth2_credentials:
              - name: App
                client_id: hashed
                client_secret: THE_PHC
                hash_secret: true
                redirect_uris: [https://app.example/cb]
              - name: Clear
                client_id: clear
                client_secret: a-clear-secret
              keyauth_credentials:
              - key: a-key
              basicauth_credentials:
              - username: megan
                password: THE_SHA1
              jwt_secrets:
              - key: issuer
                secret: a-jwt-secret
              acls:
              - group: gold
              plugins:
              - name: rate-limiting
                config: {second: 3}
            plugins:
            - name: correlation-id
              config: {echo_downstream: true}
            upstreams:
            - name: orders.internal
            """;

    /// SHA-1 of `a-password6f8a8a0e-6f0d-4d36-9d6d-0a6a5a0a0a01`.
    private static final String SHA1 = "69614597c06a80da8feb01326c930da3d5eefe75";

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final SecureRandom random = new SecureRandom();
    private final Operation operation = KongImport.operation(registry, random, new TestClock());
    private final String phc = PasswordHash.pbkdf2("a-secret", random);

    private String file() {
        return FILE.replace("THE_PHC", phc).replace("THE_SHA1", SHA1);
    }

    private Response send(String query, String file) {
        String uri = "http://localhost:8001/api/v1/import/kong" + query;
        return operation
                .handler()
                .handle(
                        new Request(
                                Requests.head("POST", uri, "Content-Type", "application/yaml"),
                                Body.of(file)));
    }

    private JsonNode taken(String query, String file) {
        Response response = send(query, file);
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return Json.parse(response.body().text());
    }

    private List<String> mistakes(String query, String file) {
        Response response = send(query, file);
        assertThat(response.status()).as(response.body().text()).isEqualTo(422);
        return Json.parse(response.body().text())
                .path("mistakes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private Entity one(EntityKind kind, String setting, String value) {
        return registry.entities().find(kind, "default", setting, value).orElseThrow();
    }

    @Test
    void takesAFileIn() {
        JsonNode report = taken("", file());
        assertThat(report.path("created").toString())
                .isEqualTo(
                        "{\"acls\":1,\"basic-auths\":1,\"consumers\":1,\"jwts\":1,"
                                + "\"key-auths\":1,\"oauth2\":2,\"plugins\":4,\"routes\":2,"
                                + "\"services\":1}");
        assertThat(report.path("not_taken").valueStream().map(JsonNode::asString).toList())
                .containsExactlyInAnyOrder(
                        "upstreams: not taken: Grantway has no use for it",
                        "services[0].routes[0].plugins[0].config.redis: not taken: Grantway has no"
                                + " use for it");

        Entity api = one(EntityKind.API, "name", "orders");
        assertThat(api.tags()).containsExactly("money", "team-a");
        assertThat(api.settings().at("/upstream/url").asString())
                .isEqualTo("https://orders.internal/v1");
        Entity route = one(EntityKind.ROUTE, "name", "orders");
        assertThat(route.owner(EntityKind.API)).contains(api.id());
        assertThat(route.settings().path("stripPath").asBoolean(true)).isFalse();
        assertThat(one(EntityKind.CONSUMER, "username", "acme").id().toString())
                .isEqualTo("6f8a8a0e-6f0d-4d36-9d6d-0a6a5a0a0a01");
        assertThat(one(EntityKind.APPLICATION, "clientId", "hashed").text("clientSecret"))
                .contains(phc);
        assertThat(one(EntityKind.APPLICATION, "clientId", "clear").text("clientSecret"))
                .contains("a-clear-secret");
        assertThat(one(EntityKind.KEY, "key", "a-key").owners()).containsKey(EntityKind.CONSUMER);
        assertThat(policies())
                .containsExactlyInAnyOrder(
                        "oauth2 [api]",
                        "limitRate [route]",
                        "limitRate [consumer]",
                        "correlate []");
    }

    private List<String> policies() {
        return registry.entities().of(EntityKind.POLICY, "default").stream()
                .map(policy ->
                        policy.settings().propertyNames().stream().collect(Collectors.joining())
                                + " "
                                + policy.owners().keySet())
                .toList();
    }

    @Test
    void takesKongsPasswordHashesAsTheyAre() {
        taken("", file());
        String stored =
                one(EntityKind.PASSWORD, "username", "megan").text("password").orElseThrow();
        assertThat(stored).isEqualTo("$kong-sha1$6f8a8a0e-6f0d-4d36-9d6d-0a6a5a0a0a01$" + SHA1);
        assertThat(PasswordHash.matches(stored, "a-password")).isTrue();
        assertThat(PasswordHash.matches(stored, "another")).isFalse();
    }

    @Test
    void changesNothingTheSecondTime() {
        taken("", file());
        var before = registry.entities();
        JsonNode report = taken("", file());
        assertThat(report.path("created").isEmpty()).isTrue();
        assertThat(report.path("changed").isEmpty()).isTrue();
        assertThat(report.path("same").path("plugins").asInt()).isEqualTo(4);
        assertThat(registry.entities().all())
                .containsExactlyInAnyOrderElementsOf(before.all().toList());
    }

    @Test
    void changesWhatTheFileChanges() {
        taken("", file());
        JsonNode report = taken("", file().replace("/orders]", "/orders, /order]"));
        assertThat(report.path("changed").toString()).isEqualTo("{\"routes\":1}");
        assertThat(one(EntityKind.ROUTE, "name", "orders").settings().path("paths").size())
                .isEqualTo(2);
    }

    @Test
    void rehearses() {
        JsonNode report = taken("?dry_run=true", file());
        assertThat(report.path("created").path("services").asInt()).isEqualTo(1);
        assertThat(report.path("dry_run").asBoolean()).isTrue();
        assertThat(registry.entities().size()).isZero();
    }

    @Test
    void listsEveryMistakeAndTakesNothing() {
        String wrong =
                """
                _format_version: "9.0"
                nonsense: 1
                services:
                - name: good
                  url: http://h
                - name: bad name
                  host: h
                  port: 70000
                  routes:
                  - paths: ["~/x/\\\\d+", no-slash]
                    nope: 1
                  - name: empty
                - host: h
                  plugins:
                  - name: zipkin
                  - name: oauth2
                    config: {pkce: maybe}
                consumers:
                - tags: [x]
                  acls:
                  - {}
                - username: c
                  basicauth_credentials:
                  - username: u
                    password: 0123456789012345678901234567890123456789
                routes:
                - service: unknown
                  hosts: [a.example]
                """;
        assertThat(mistakes("", wrong))
                .containsExactlyInAnyOrder(
                        "_format_version: expected one of: 1.1, 2.1, 3.0",
                        "nonsense: unknown field",
                        "services[1].name: invalid value 'bad name': the only accepted ascii"
                                + " characters are alphanumerics or ., -, _, and ~",
                        "services[1].port: value should be between 0 and 65535",
                        "services[1].routes[0].paths[0]: paths that begin with ~ are regular"
                                + " expressions, which Grantway does not match by; write {name} for"
                                + " a segment that may be anything",
                        "services[1].routes[0].paths[1]: should start with: /",
                        "services[1].routes[0].nope: unknown field",
                        "services[1].routes[1]: must set one of 'methods', 'hosts', 'headers',"
                                + " 'paths', 'snis' when 'protocols' is 'https'",
                        "services[2].plugins[0].name: Grantway has no plugin 'zipkin': take it out,"
                                + " or skip all it does not know with --skip-unknown",
                        "services[2].plugins[1].config.pkce: expected one of: none, lax, strict",
                        "consumers[0]: at least one of these fields must be non-empty:"
                                + " 'custom_id', 'username'",
                        "consumers[0].acls[0].group: required field missing",
                        "consumers[1].basicauth_credentials[0].password: is a hash of Kong's, which"
                            + " only fits the consumer's id that the file leaves out: dump with ids"
                            + " (deck gateway dump --with-id), or give the password itself",
                        "routes[0]: the foreign key '{name=\"unknown\"}' does not reference an"
                                + " existing 'services' entity.");
        assertThat(registry.entities().size()).isZero();
    }

    @Test
    void skipsPluginsItDoesNotKnowWhereAsked() {
        JsonNode report =
                taken(
                        "?skip_unknown=true",
                        "{\"_format_version\":\"1.1\",\"plugins\":[{\"name\":\"zipkin\"},"
                                + "{\"name\":\"acl\",\"config\":{\"whitelist\":[\"a\"]}}]}");
        assertThat(report.path("not_taken").path(0).asString())
                .isEqualTo("plugins[0]: not taken: Grantway has no plugin 'zipkin'");
        assertThat(policies()).containsExactly("requireGroup []");
    }

    @Test
    void takesKongsOwnExport() {
        taken(
                "",
                """
                _format_version: "3.0"
                _transform: false
                workspaces:
                - {id: 00000000-0000-4000-8000-000000000009, name: default}
                oauth2_credentials:
                - {name: A, client_id: i, client_secret: s, consumer: 00000000-0000-4000-8000-000000000002}
                routes:
                - {id: 00000000-0000-4000-8000-000000000003, paths: [/x], service: 00000000-0000-4000-8000-000000000001, created_at: 1700000000, snis: null}
                consumers:
                - {id: 00000000-0000-4000-8000-000000000002, username: c, custom_id: null}
                plugins:
                - {name: key-auth, service: 00000000-0000-4000-8000-000000000001, config: {key_names: [apikey], identity_realms: null}}
                services:
                - {id: 00000000-0000-4000-8000-000000000001, name: s, host: h, ws_id: 00000000-0000-4000-8000-000000000009}
                """);
        assertThat(policies()).containsExactly("requireKey [api]");
        assertThat(one(EntityKind.APPLICATION, "clientId", "i").owners())
                .containsKey(EntityKind.CONSUMER);
    }

    @Test
    void takesAFileOfAnotherWorkspaceOnlyWhereThatOneIsNamed() {
        assertThat(mistakes("", "_format_version: '3.0'\n_workspace: team"))
                .containsExactly(
                        "_workspace: the file is of the workspace team, and is being put into"
                                + " default: say --workspace team");
        assertThatThrownBy(() -> send("?workspace=nowhere", "_format_version: '3.0'"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void saysWhichSecretsItMade() {
        JsonNode report =
                taken(
                        "",
                        """
                        _format_version: "3.0"
                        consumers:
                        - username: c
                          oauth2_credentials:
                          - name: A
                        """);
        assertThat(report.path("not_taken").path(0).asString())
                .isEqualTo(
                        "consumers[0].oauth2_credentials[0].client_secret: was not in the file; one"
                                + " was made that nobody knows: change it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "a: [",
                "a: 1\na: 2",
                "a: *nowhere",
                "? [a]\n: 1",
                "{\"a\": ",
                "just text",
                "a: !!binary x\n"
                        + "b: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void refusesWhatIsNoFile(String text) {
        assertThatThrownBy(() -> send("", text)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesAFileThatGrowsAsItIsRead() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [")
                    .append((before + ", ").repeat(9))
                    .append(before + "]\n");
        }
        assertThatThrownBy(() -> send("", bomb.toString()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("1000000 values");
    }
}
