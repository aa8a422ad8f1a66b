package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.TestFhir;
import io.grantway.testing.TestFhir.Reply;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Bulk exports of a whole server, by a service and by the admin API.
@Timeout(60)
class ExportsOverHttpTest {
    private static final String EXPORTS = "/api/v1/workspaces/default/connections/My%20EHR/exports";
    private static final String SERVICE =
            """
            import io.grantway.service.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.stream.Stream;

            public class Nightly implements Service {
                @Override
                public Object handle(Call call) {
                    Export nightly = call.fhir("My EHR")
                            .export("nightly", ExportRequest.patients().types("Patient").sinceLast());
                    if (!nightly.await(Duration.ofMillis(call.input("wait", int.class)))) {
                        return nightly.id() + " " + nightly.state();
                    }
                    List<String> names = new ArrayList<>();
                    for (Export.File file : nightly.files()) {
                        try (Stream<Tree> rows = file.trees()) {
                            rows.forEach(row -> names.add(row.text("id") + " " + row.number("n")));
                        }
                    }
                    String time = nightly.transactionTime().get();
                    long rows = nightly.resources().count();
                    nightly.finish();
                    return Map.of("id", nightly.id(), "names", names, "rows", rows, "time", time);
                }
            }
            """;

    private final TestFhir ehr = new TestFhir();
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("services"));
        Files.writeString(directory.resolve("services/Nightly.java"), SERVICE);
        server =
                TestServer.start(
                        directory,
                        """
                        connections:
                          - name: My EHR
                            fhir: {url: "%s", version: R4, export: {pollEvery: 20ms, pollAtMost: 50ms}}
                          - name: Plain
                            rest: {url: "%s"}
                        services: {directory: services}
                        """
                                .formatted(ehr.base(), ehr.origin()));
    }

    @AfterEach
    void close() {
        server.close();
        ehr.close();
    }

    private void serves(String kickOff, Reply... polls) {
        ehr.on("GET /fhir/" + kickOff, new Reply(202, "", "Content-Location", "/bulk/9"))
                .on("GET /bulk/9", polls)
                .on("DELETE /bulk/9", new Reply(202, ""))
                .on(
                        "GET /files/1",
                        new Reply(200, "{\"id\":\"a\",\"n\":1.50}\n\n{\"id\":\"b\",\"n\":2}\n"));
    }

    private static Reply manifest() {
        return new Reply(
                200,
                """
                {"transactionTime": "2026-03-01T11:00:00Z", "requiresAccessToken": false,
                 "output": [{"type": "Patient", "url": "/files/1"}]}\
                """);
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return server.administer(method, path, "application/json", body);
    }

    private JsonNode invoke(String wait) throws Exception {
        HttpResponse<String> answer =
                ask("POST", "/api/v1/services/Nightly/invoke", "{\"wait\": " + wait + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body());
    }

    @Test
    void letsAServiceGoOnWithItsExportInTheNextCall() throws Exception {
        serves("Patient/$export?_type=Patient", new Reply(202, ""));
        String id = invoke("1").asString().replace(" RUNNING", "");
        String changed = Files.readString(server.config()).replace("50ms", "60ms");
        Files.writeString(server.config(), changed);
        server.reload();
        assertThat(invoke("1").asString()).isEqualTo(id + " RUNNING");

        serves("Patient/$export?_type=Patient", manifest());
        JsonNode done = invoke("20000");
        assertThat(done.path("id").asString()).isEqualTo(id);
        assertThat(done.path("names").toString()).isEqualTo("[\"a 1.50\",\"b 2\"]");
        assertThat(done.path("rows").asInt()).isEqualTo(2);

        serves("Patient/$export?_type=Patient&_since=2026-03-01T11%3A00%3A00Z", manifest());
        assertThat(invoke("20000").path("id").asString()).isNotEqualTo(id);
        JsonNode all = server.adminJson(EXPORTS).path("data");
        assertThat(all).hasSize(2);
        assertThat(all.path(0).path("since").asString()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(all.path(1).path("finished").asBoolean()).isTrue();
    }

    @Test
    void tellsAServiceWhyItsExportFailed() throws Exception {
        serves("Patient/$export?_type=Patient", new Reply(404, ""));
        HttpResponse<String> answer =
                ask("POST", "/api/v1/services/Nightly/invoke", "{\"wait\": 20000}");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("connection \\\"My EHR\\\"", "came to nothing", "404");
    }

    @Test
    void beginsShowsAndEndsAnExportByTheAdminApi() throws Exception {
        serves("Group/g1/$export", new Reply(202, "", "X-Progress", "half"));
        HttpResponse<String> begun =
                ask("POST", EXPORTS, "{\"on\": \"Group/g1\", \"name\": \"one\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        JsonNode export = Json.parse(begun.body());
        String one = EXPORTS + "/" + export.path("id").asString();
        assertThat(export.path("state").asString()).isEqualTo("running");
        assertThat(server.adminJson(one).path("on").asString()).isEqualTo("Group/g1");

        assertThat(ask("DELETE", one, "").statusCode()).isEqualTo(204);
        JsonNode after = server.adminJson(one);
        assertThat(after.path("state").asString()).isEqualTo("cancelled");
        assertThat(after.path("finished").asBoolean()).isTrue();
        assertThat(ehr.asked()).anyMatch(asked -> asked.method().equals("DELETE"));
        assertThat(server.adminJson("/api/v1/audit?size=1").toString()).contains("\"export\"");
    }

    @Test
    void saysWhatIsWrongWithAnExportThatIsAskedFor() throws Exception {
        assertThat(ask("POST", EXPORTS, "{\"on\": \"../x\"}").statusCode()).isEqualTo(400);
        assertThat(ask("POST", EXPORTS, "{\"sinceLast\": 1}").body())
                .contains("sinceLast: must be true or false");
        assertThat(ask("POST", EXPORTS, "{\"type\": []}").body()).contains("did you mean types?");
        HttpResponse<String> refused = ask("POST", EXPORTS, "{}");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("not_begun", "nothing here");
        String plain = EXPORTS.replace("My%20EHR", "Plain");
        assertThat(ask("GET", plain, "").body()).contains("not_fhir");
        assertThat(ask("GET", EXPORTS.replace("My%20EHR", "none"), "").statusCode()).isEqualTo(404);
        assertThat(ask("GET", EXPORTS + "/none", "").statusCode()).isEqualTo(404);
        assertThat(server.adminJson(EXPORTS).path("data")).isEmpty();
    }
}
