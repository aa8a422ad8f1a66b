package io.grantway.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingResourcesTest {
    private static final String DECLARED =
            """
            securityDefinitions: [{name: declared, bearer: {token: t}}]
            connections: [{name: declared, rest: {url: 'http://127.0.0.1:1'}}]
            channels: [{name: declared, schedule: {every: 1h, service: S}}]
            workspaces: [{name: Sample}]
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

    private static String in(String collection) {
        return "/workspaces/default/" + collection;
    }

    /// The smallest that is whole.
    private static String named(String collection, String name) {
        String kind =
                switch (collection) {
                    case "securityDefinitions" -> ", \"bearer\": {\"token\": \"t\"}";
                    case "connections" -> ", \"rest\": {\"url\": \"http://127.0.0.1:1\"}";
                    default -> ", \"schedule\": {\"every\": \"1h\", \"service\": \"S\"}";
                };
        return "{\"name\": \"" + name + "\"" + kind + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"securityDefinitions", "connections", "channels"})
    void makesChangesAndTakesAway(String collection) {
        var made = bench.call("POST", in(collection), named(collection, "My own"));
        assertThat(made.status()).isEqualTo(201);

        String one = in(collection) + "/My%20own";
        var other = named(collection, "Another");
        assertThat(bench.call("PUT", one, other, "If-Match", "\"x\"").status()).isEqualTo(412);
        assertThat(bench.call("PUT", one, other, "If-Match", made.tag()).status()).isEqualTo(200);
        assertThat(bench.get(one).status()).isEqualTo(404);
        assertThat(bench.get(in(collection) + "/Another").text("id")).isEqualTo(made.text("id"));
        assertThat(bench.call("DELETE", in(collection) + "/Another", "").status()).isEqualTo(204);
        assertThat(bench.get(in(collection)).json().path("data")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"securityDefinitions", "connections", "channels"})
    void leavesToTheFileWhatItDeclares(String collection) {
        var shown = bench.get(in(collection) + "/declared");
        assertThat(shown.text("declaredAt")).startsWith("a.yaml:");

        assertThat(bench.call("DELETE", in(collection) + "/declared", "").text("code"))
                .isEqualTo("declared_in_configuration");
        var twice = bench.call("POST", in(collection), named(collection, "declared"));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text("code")).isEqualTo("taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"securityDefinitions", "connections", "channels"})
    void namesTheKeyThatIsWrong(String collection) {
        var refused = bench.call("POST", in(collection), "{\"name\": \"a\", \"nmae\": 1}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("mistakes").toString()).contains("\"nmae: ");
    }

    @Test
    void putsInForceWhatIsDeclaredAndWhatIsMade() {
        bench.call("POST", in("securityDefinitions"), named("securityDefinitions", "made"));
        bench.call("POST", in("connections"), named("connections", "made"));
        bench.call("POST", "/workspaces/Sample/channels", named("channels", "made"));
        bench.restart();

        Union union = bench.registry.union();
        assertThat(union.securityDefinitions())
                .extracting(each -> each.config().name())
                .containsExactly("declared", "made");
        assertThat(union.connections())
                .extracting(each -> each.config().name())
                .containsExactly("declared", "made");
        assertThat(union.channels())
                .extracting(each -> each.workspace() + ": " + each.config().name())
                .containsExactly("default: declared", "Sample: made");
    }

    @Test
    void leavesOutWhatIsDisabled() {
        String disabled =
                named("connections", "made").replace("{\"name\"", "{\"enabled\": false, \"name\"");
        bench.call("POST", in("connections"), disabled);

        assertThat(bench.registry.union().connections()).hasSize(1);
    }

    @Test
    void exportsThem() {
        bench.call("POST", in("connections"), named("connections", "made"));

        assertThat(bench.get("/config/export").text("text"))
                .contains("connections:")
                .contains("name: made")
                .contains("channels:")
                .contains("securityDefinitions:");
    }

    @Test
    void tellsWhatAnotherConfigurationWouldChange() {
        String other =
                """
                securityDefinitions: [{name: declared, bearer: {token: another}}]
                connections: [{name: new, rest: {url: "http://127.0.0.1:9/", security: declared}}]
                workspaces: [{name: Sample}]
                """;
        String changes = bench.registry.difference(RegistryBench.load(other)).toString();

        assertThat(changes)
                .contains(
                        "{\"action\":\"update\",\"kind\":\"security_definition\"",
                        "\"secrets_changed\":true",
                        "{\"action\":\"create\",\"kind\":\"connection\"",
                        "{\"action\":\"delete\",\"kind\":\"connection\"",
                        "{\"action\":\"delete\",\"kind\":\"channel\"")
                .doesNotContain("another", "\"server\"");
    }
}
