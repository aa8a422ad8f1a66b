package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The native admin API, and the commands that use it, on the packed server.
class AdministrationTest {
    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    private static final String SAMPLE = "/api/v1/workspaces/Sample";

    private static AdminClient admin() {
        return AdminClient.of(SCENARIO.server());
    }

    private static String api(String name) {
        return """
        {"name": "%1$s", "upstream": "%2$s",
         "routes": [{"paths": ["/%1$s"], "stripPath": true}],
         "policies": [{"requireKey": {}}]}\
        """
                .formatted(name, SCENARIO.upstream("/event"));
    }

    private static int call(String path, String... headers) throws IOException {
        return SCENARIO.client().get(SCENARIO.at(path), headers).status();
    }

    private static Distribution.Finished run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static Distribution.Finished run(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", SCENARIO.server().data().toString()));
        return Distribution.unpacked().run(environment, all.toArray(String[]::new));
    }

    @Test
    void putsWhatIsMadeInForceAtOnceAndKeepsItThroughAKill() throws IOException {
        Answer made = admin().post(SAMPLE + "/apis", api("keyed"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(call("/keyed/1")).isEqualTo(401);
        Answer consumer =
                admin().post(SAMPLE + "/consumers", "{\"username\": \"ann\", \"keys\": [\"k1\"]}");
        assertThat(consumer.status()).as(consumer.toString()).isEqualTo(201);
        assertThat(consumer.body()).doesNotContain("k1");
        assertThat(call("/keyed/1", "apikey", "k1")).isEqualTo(200);
        SCENARIO.server().killAndRestart();
        assertThat(call("/keyed/1", "apikey", "k1")).isEqualTo(200);
        assertThat(admin().delete(SAMPLE + "/consumers/ann").status()).isEqualTo(204);
        assertThat(call("/keyed/1", "apikey", "k1")).isEqualTo(401);
        assertThat(admin().delete(SAMPLE + "/apis/keyed").status()).isEqualTo(204);
        assertThat(call("/keyed/1")).isEqualTo(404);
    }

    @Test
    void keepsTheSecretsOfADocumentThatIsSentBackAsItWasShown() throws IOException {
        admin().post(SAMPLE + "/apis", api("again"));
        admin().post(SAMPLE + "/consumers", "{\"username\": \"bob\", \"keys\": [\"k2\"]}");
        Answer shown = admin().get(SAMPLE + "/consumers/bob");
        Answer put = admin().json("PUT", SAMPLE + "/consumers/bob", shown.body());
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(call("/again/1", "apikey", "k2")).isEqualTo(200);
    }

    @Test
    void letsOneOfTwoWritersThroughWhoSawTheSame() throws IOException {
        admin().post(SAMPLE + "/consumers", "{\"username\": \"carl\"}");
        String tag = admin().get(SAMPLE + "/consumers/carl").header("ETag");
        assertThat(tag).isNotEmpty();
        String path = SAMPLE + "/consumers/carl";
        assertThat(admin().json("PATCH", path, "{\"customId\": \"1\"}", "If-Match", tag).status())
                .isEqualTo(200);
        assertThat(admin().json("PATCH", path, "{\"customId\": \"2\"}", "If-Match", tag).status())
                .isEqualTo(412);
        assertThat(admin().delete(path, "If-Match", tag).status()).isEqualTo(412);
        assertThat(admin().get(path).text("customId")).isEqualTo("1");
    }

    @Test
    void saysWhereADeclaredApiIsDeclaredAndLeavesItAlone() throws IOException {
        String path = SAMPLE + "/apis/SampleIRISService";
        assertThat(admin().get(path).status()).isEqualTo(200);
        for (Answer refused :
                List.of(
                        admin().delete(path),
                        admin().json("PATCH", path, "{\"tags\": [\"x\"]}"),
                        admin().json("DELETE", "/Sample/services/SampleIRISService", ""))) {
            assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
            assertThat(refused.body()).contains("1-protect-an-api.yaml:");
        }
    }

    @Test
    void keepsAViewerFromWritingAndAnEditorInTheirWorkspace() throws IOException {
        Answer made =
                admin().post(
                                "/api/v1/admin-tokens",
                                """
                                {"name": "reader", "roles": [{"workspace": "Sample", "role": "viewer"}]}\
                                """);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        AdminClient reader = admin().as(made.text("token"));
        assertThat(reader.get(SAMPLE + "/apis").status()).isEqualTo(200);
        assertThat(reader.get("/Sample/services").status()).isEqualTo(200);
        assertThat(reader.get("/services").status()).isEqualTo(403);
        assertThat(reader.post(SAMPLE + "/apis", api("no")).status()).isEqualTo(403);
        assertThat(reader.post("/Sample/consumers", "{\"username\": \"no\"}").status())
                .isEqualTo(403);
        assertThat(admin().delete("/api/v1/admin-tokens/" + made.text("id")).status())
                .isEqualTo(204);
        assertThat(reader.get(SAMPLE + "/apis").status()).isEqualTo(401);
    }

    @Test
    void writesEveryChangeIntoTheTrailWithoutItsSecrets() throws IOException {
        admin().post(
                        SAMPLE + "/consumers",
                        """
                        {"username": "dora", "applications": [
                          {"name": "d", "clientId": "d-id", "clientSecret": "d-secret"}]}\
                        """);
        Answer trail = admin().get("/api/v1/audit?workspace=Sample&size=5");
        assertThat(trail.status()).as(trail.toString()).isEqualTo(200);
        assertThat(trail.body()).contains("\"dora\"", "\"d-id\"", "\"bootstrap\"", "\"create\"");
        assertThat(trail.body()).doesNotContain("d-secret");
    }

    @Test
    void exportsWhatIsInForceAsAFileThatIsAccepted() throws Exception {
        admin().post(SAMPLE + "/apis", api("exported"));
        var exported = run("export");
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.out())
                .contains("SampleIRISService", "exported")
                .doesNotContain("clientsecret");
        Path file =
                Files.writeString(
                        Distribution.emptyDirectory("export").resolve("all.yaml"), exported.out());
        var environment = new java.util.HashMap<String, String>();
        var variables = Pattern.compile("\\$\\{env:([A-Z_0-9]+)\\}").matcher(exported.out());
        while (variables.find()) {
            environment.put(variables.group(1), "something");
        }
        assertThat(environment).isNotEmpty();
        var checked = Distribution.unpacked().run(environment, "check", file.toString());
        assertThat(checked.exitCode()).as(checked.err() + exported.out()).isZero();
    }

    @Test
    void saysWhatASetWouldChangeAndChangesNothing() throws Exception {
        Path file = Distribution.emptyDirectory("dry").resolve("dry.yaml");
        Files.writeString(
                file,
                """
                apis:
                  - {name: dry, upstream: "http://127.0.0.1:9", routes: [{paths: [/dry]}]}
                """);
        var rehearsed = run("apply", file.toString(), "--dry-run");
        assertThat(rehearsed.exitCode()).as(rehearsed.err()).isZero();
        assertThat(rehearsed.out()).contains("+ api dry", "+ route");
        assertThat(call("/dry")).isEqualTo(404);
        assertThat(admin().get("/api/v1/config/sets").body()).doesNotContain("dry");
    }

    @Test
    void explainsWhyACallWasRefused() throws IOException {
        Answer refused =
                SCENARIO.client().get(SCENARIO.at("/event/1"), "Authorization", "Bearer nonsense");
        assertThat(refused.status()).isEqualTo(401);
        String id = refused.header("X-Request-Id");
        assertThat(id).isNotEmpty();
        var explained = run("explain", id);
        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains("401", "SampleIRISService", "oauth2")
                .doesNotContain("nonsense");
    }

    @Test
    void refusesABodyOfAHundredMebibytes() throws IOException {
        String body = "{\"username\": \"" + "x".repeat(100 << 20) + "\"}";
        Answer refused;
        try {
            refused = admin().post("/consumers", body);
        } catch (IOException closedWhileSending) {
            return;
        }
        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void findsNothingWrongWithASoundServer() {
        var doctor =
                run(
                        Map.of("SAMPLE_API", SCENARIO.upstream("").toString()),
                        "doctor",
                        "--config",
                        SCENARIO.server().config().getFirst().toString());
        assertThat(doctor.out()).as(doctor.err()).contains("ok").doesNotContain("bad  ");
    }
}
