package io.grantway.kong.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import io.grantway.kong.resource.AdminBench.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ResourceTest {
    private final AdminBench bench = new AdminBench();

    @Test
    void listsInPages() {
        for (int i = 0; i < 5; i++) {
            bench.post("/services", "{'name':'s" + i + "','host':'h'}");
            bench.clock.forward(Duration.ofMillis(5));
        }
        Answer first = bench.get("/services?size=2");
        assertThat(first.at("/data").size()).isEqualTo(2);
        assertThat(first.at("/data/0/name").asString()).isEqualTo("s0");
        Answer second = bench.get(first.text("next"));
        assertThat(second.at("/data/0/name").asString()).isEqualTo("s2");
        Answer third = bench.get(second.text("next"));
        assertThat(third.at("/data").size()).isEqualTo(1);
        assertThat(third.at("/next").isNull()).isTrue();
        assertThat(bench.get("/services?size=5").at("/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "x, size must be a number",
        "0, size must be an integer between 1 and 1000",
        "1001, size must be an integer between 1 and 1000",
        "1.5, size must be an integer between 1 and 1000"
    })
    void refusesABadSize(String size, String text) {
        Answer answer = bench.get("/services?size=" + size);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "@@", "YWJj"})
    void refusesABadOffset(String offset) {
        Answer answer = bench.get("/routes?offset=" + offset);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("name")).isEqualTo("invalid offset");
    }

    @Test
    void findsByTags() {
        bench.post("/consumers", "{'username':'one','tags':['a']}");
        bench.post("/consumers", "{'username':'two','tags':['a','b']}");
        bench.post("/consumers", "{'username':'three','tags':['c']}");
        assertThat(bench.get("/consumers?tags=a,b").at("/data").size()).isEqualTo(1);
        assertThat(bench.get("/consumers?tags=b/c").at("/data").size()).isEqualTo(2);
        assertThat(bench.get("/consumers?tags=a,b/c").status()).isEqualTo(400);
    }

    @Test
    void callsByNameAndById() {
        String id = bench.post("/services", "{'name':'s','host':'h'}").text("id");
        assertThat(bench.get("/services/" + id).text("name")).isEqualTo("s");
        assertThat(bench.get("/services/s").text("id")).isEqualTo(id);
        bench.post("/consumers", "{'username':'u','custom_id':'c1'}");
        assertThat(bench.get("/consumers/c1").text("username")).isEqualTo("u");
        assertThat(bench.get("/consumers?custom_id=c1").at("/data").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/x",
                "/services/x/routes",
                "/services/x/plugins",
                "/consumers/x/oauth2",
                "/consumers/x/acls/g",
                "/routes/x/service",
                "/plugins/x",
                "/workspaces/x"
            })
    void answersNotFound(String path) {
        Answer answer = bench.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("message")).isEqualTo("Not found");
    }

    @Test
    void refusesANameThatIsTaken() {
        bench.post("/services", "{'name':'s','host':'h'}");
        Answer answer = bench.post("/services", "{'name':'s','host':'h'}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/code").asInt()).isEqualTo(5);
        assertThat(answer.text("message")).isEqualTo("UNIQUE violation detected on '{name=\"s\"}'");
        assertThat(answer.at("/fields/name").asString()).isEqualTo("s");
    }

    @Test
    void takesAPluginOncePerScope() {
        String id = bench.post("/services", "{'name':'s','host':'h'}").text("id");
        String body = "{'name':'key-auth'}";
        assertThat(bench.post("/plugins", body).status()).isEqualTo(201);
        assertThat(bench.post("/services/s/plugins", body).status()).isEqualTo(201);
        Answer again = bench.post("/services/s/plugins", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("message"))
                .isEqualTo(
                        "UNIQUE violation detected on"
                                + " '{consumer=null,name=\"key-auth\",route=null,service={id=\""
                                + id
                                + "\"}}'");
    }

    @Test
    void takesAGroupOncePerConsumer() {
        bench.post("/consumers", "{'username':'a'}");
        bench.post("/consumers", "{'username':'b'}");
        assertThat(bench.post("/consumers/a/acls", "{'group':'g'}").status()).isEqualTo(201);
        assertThat(bench.post("/consumers/b/acls", "{'group':'g'}").status()).isEqualTo(201);
        assertThat(bench.post("/consumers/a/acls", "{'group':'g'}").status()).isEqualTo(409);
        assertThat(bench.delete("/consumers/a/acls/g").status()).isEqualTo(204);
        assertThat(bench.get("/acls").at("/data").size()).isEqualTo(1);
    }

    @Test
    void putsUnderANameOrAnId() {
        Answer made = bench.json("PUT", "/services/s", "{'url':'http://h/p'}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("name")).isEqualTo("s");
        assertThat(made.text("path")).isEqualTo("/p");
        Answer replaced = bench.json("PUT", "/services/s", "{'url':'https://other'}");
        assertThat(replaced.text("id")).isEqualTo(made.text("id"));
        assertThat(replaced.at("/port").asInt()).isEqualTo(443);
        assertThat(replaced.at("/path").isNull()).isTrue();

        String id = UUID.randomUUID().toString();
        assertThat(bench.json("PUT", "/routes/" + id, "{'hosts':['a.example']}").text("id"))
                .isEqualTo(id);
    }

    @Test
    void putsAnApplicationUnderItsClientId() {
        bench.post("/consumers", "{'username':'c'}");
        Answer made = bench.json("PUT", "/consumers/c/oauth2/my-client", "{'name':'A'}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("client_id")).isEqualTo("my-client");
        Answer again = bench.json("PUT", "/consumers/c/oauth2/my-client", "{'name':'B'}");
        assertThat(again.text("id")).isEqualTo(made.text("id"));
    }

    @Test
    void changesASecretOnlyTogetherWithItsHashing() {
        bench.post("/consumers", "{'username':'c'}");
        bench.post("/consumers/c/oauth2", "{'name':'A','client_id':'i'}");
        for (String half : List.of("{'client_secret':'x'}", "{'hash_secret':true}")) {
            Answer answer = bench.json("PATCH", "/oauth2/i", half);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("message"))
                    .isEqualTo(
                            "schema violation (all or none of these fields must be set:"
                                    + " 'hash_secret', 'client_secret')");
        }
        Answer both = bench.json("PATCH", "/oauth2/i", "{'client_secret':'x','hash_secret':true}");
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.text("client_secret")).isEqualTo("x");
    }

    @Test
    void leavesAloneHowAnApplicationProvesItselfWhereKongHasNoFieldForIt() {
        bench.post("/consumers", "{'username':'c'}");
        bench.post("/consumers/c/oauth2", "{'name':'A','client_id':'i'}");
        Entity made = bench.only(EntityKind.APPLICATION);
        ObjectNode settings = made.settings().deepCopy();
        settings.remove("clientSecret");
        settings.putObject("authentication").put("method", "tls_client_auth");
        bench.registry.change(draft ->
                draft.put(
                        made.with(
                                made.owners(),
                                settings,
                                made.tags(),
                                true,
                                made.extras(),
                                made.updatedAt())));

        Answer answer = bench.json("PATCH", "/oauth2/i", "{'name':'B'}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(bench.settings(EntityKind.APPLICATION).toString())
                .contains("\"name\":\"B\"", "tls_client_auth")
                .doesNotContain("clientSecret");
    }

    @Test
    void hidesTheCredentialsOfAnotherConsumer() {
        bench.post("/consumers", "{'username':'a'}");
        bench.post("/consumers", "{'username':'b'}");
        bench.post("/consumers/a/oauth2", "{'name':'A','client_id':'i'}");
        assertThat(bench.get("/consumers/b/oauth2/i").status()).isEqualTo(404);
        assertThat(bench.delete("/consumers/b/oauth2/i").status()).isEqualTo(404);
        assertThat(bench.json("PATCH", "/consumers/b/oauth2/i", "{'name':'B'}").status())
                .isEqualTo(404);
        assertThat(bench.get("/oauth2/i").text("name")).isEqualTo("A");
    }

    @Test
    void deletesWithAllThatBelongsToIt() {
        bench.post("/services", "{'name':'s','host':'h'}");
        bench.post("/services/s/routes", "{'name':'r','paths':['/x']}");
        bench.post("/routes/r/plugins", "{'name':'correlation-id'}");
        assertThat(bench.get("/routes/r/service").text("name")).isEqualTo("s");
        assertThat(bench.delete("/services/s").status()).isEqualTo(204);
        assertThat(bench.registry.entities().size()).isZero();
        assertThat(bench.delete("/services/s").status()).isEqualTo(204);
    }

    @Test
    void givesBackWhatGrantwayHasNoUseFor() {
        Answer route =
                bench.post(
                        "/routes",
                        "{'paths':['/x'],'regex_priority':7,'path_handling':'v1',"
                                + "'request_buffering':false}");
        Answer shown = bench.get("/routes/" + route.text("id"));
        assertThat(shown.at("/regex_priority").asInt()).isEqualTo(7);
        assertThat(shown.text("path_handling")).isEqualTo("v1");
        assertThat(shown.at("/request_buffering").asBoolean(true)).isFalse();
        assertThat(bench.settings(EntityKind.ROUTE).has("regexPriority")).isFalse();
    }

    @Test
    void keepsSettingsThatKongHasNoFieldFor() {
        bench.post("/services", "{'name':'s','host':'h'}");
        bench.registry.change(draft -> {
            Entity api = bench.only(EntityKind.API);
            var settings = api.settings().deepCopy();
            settings.withObject("upstream").put("http2", true);
            return draft.put(
                    api.with(
                            api.owners(),
                            settings,
                            api.tags(),
                            true,
                            api.extras(),
                            bench.clock.instant()));
        });
        bench.json("PATCH", "/services/s", "{'retries':1,'read_timeout':90000}");
        assertThat(bench.settings(EntityKind.API).toString())
                .contains("\"http2\":true")
                .contains("\"retries\":1")
                .contains("\"firstByte\":\"90000ms\"");
    }

    @Test
    void sendsHttpAwayWhereARouteIsForHttpsAlone() {
        bench.post(
                "/routes",
                "{'paths':['/x'],'protocols':['https'],'https_redirect_status_code':308}");
        assertThat(bench.settings(EntityKind.ROUTE).path("protocols").toString())
                .isEqualTo("[\"https\"]");
        assertThat(bench.settings(EntityKind.ROUTE).path("insecureStatus").asInt()).isEqualTo(308);
        assertThat(bench.get("/routes").at("/data/0/protocols").size()).isEqualTo(1);
    }

    @Test
    void keepsWorkspacesApart() {
        assertThat(bench.post("/workspaces", "{'name':'team'}").status()).isEqualTo(201);
        bench.post("/team/services", "{'name':'s','host':'h'}");
        assertThat(bench.get("/services").at("/data").size()).isZero();
        assertThat(bench.get("/team/services/s").status()).isEqualTo(200);
        Answer unknown = bench.get("/nowhere/services");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("message")).isEqualTo("Workspace 'nowhere' not found");

        assertThat(bench.delete("/workspaces/team").text("message"))
                .isEqualTo("Workspace is not empty");
        bench.delete("/team/services/s");
        assertThat(bench.delete("/workspaces/team").status()).isEqualTo(204);
        assertThat(bench.get("/team/services").status()).isEqualTo(404);
        assertThat(bench.delete("/workspaces/default").status()).isEqualTo(400);
    }

    @Test
    void leavesWhatTheConfigurationDeclares() {
        Entity declared =
                new Entity(
                        UUID.randomUUID(),
                        EntityKind.API,
                        "default",
                        Map.of(),
                        (tools.jackson.databind.node.ObjectNode)
                                Json.parse(
                                        "{\"name\":\"orders\",\"upstream\":\"http://127.0.0.1:1\"}"),
                        List.of(),
                        true,
                        Json.object(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Optional.of("grantway.yaml:7"));
        AdminBench with = new AdminBench(declared);
        assertThat(with.get("/services/orders").at("/port").asInt()).isEqualTo(1);
        for (Answer answer :
                List.of(
                        with.json("PATCH", "/services/orders", "{'retries':2}"),
                        with.json("PUT", "/services/orders", "{'host':'h'}"),
                        with.delete("/services/orders"),
                        with.post("/services/orders/plugins", "{'name':'key-auth'}"))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("message")).contains("grantway.yaml:7");
        }
    }

    @Test
    void saysWhatItIs() {
        bench.post("/plugins", "{'name':'key-auth'}");
        Answer info = bench.get("/");
        assertThat(info.text("version")).isEqualTo("1.2.3");
        assertThat(info.at("/plugins/available_on_server/oauth2").asBoolean()).isTrue();
        assertThat(info.at("/plugins/enabled_in_cluster/0").asString()).isEqualTo("key-auth");
        assertThat(bench.get("/status").at("/database/reachable").asBoolean()).isTrue();
    }

    @Test
    void readsMultipartForms() {
        String body =
                """
                --b
                Content-Disposition: form-data; name="name"

                s
                --b
                Content-Disposition: form-data; name="url"

                http://h:81
                --b--
                """
                        .replace("\n", "\r\n");
        Answer answer = bench.send("POST", "/services", "multipart/form-data; boundary=b", body);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/port").asInt()).isEqualTo(81);
    }
}
