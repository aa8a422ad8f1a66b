package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A service and a real FHIR server: what it reads, writes and exports, always with a good token.
class FhirConnectionTest {
    @RegisterExtension
    static final OutgoingServers SERVERS = new OutgoingServers("fhir-connection.yaml");

    @BeforeAll
    static void deploy() throws Exception {
        SERVERS.deploy(
                "Chart",
                """
                import io.grantway.service.*;
                import java.time.Duration;
                import java.util.List;
                import java.util.Map;

                public class Chart implements Service {
                    @Override
                    public Object handle(Call call) {
                        Fhir ehr = call.fhir("My EHR");
                        return switch (call.input("do")) {
                            case "read" -> ehr.read("Practitioner", "1");
                            case "missing" -> ehr.read("Practitioner", "4711");
                            case "all" -> Map.of("count", ehr.search("Practitioner", Map.of("_count", "10")).all().size());
                            case "posted" -> ehr.searchByPost("Practitioner", Map.of("active", "true")).first();
                            case "create" -> ehr.create(named("Made"));
                            case "once" -> {
                                var unless = Map.of("identifier", "http://example.com/id|1");
                                yield Map.of("id", ehr.conditionalCreate(named("Twice"), unless).text("id"));
                            }
                            case "update" -> {
                                Tree now = ehr.read("Practitioner", "3");
                                var changed = Map.of("resourceType", "Practitioner", "id", "3",
                                        "name", List.of(Map.of("family", "Changed")));
                                Tree updated = ehr.updateIfMatch(changed, now.text("meta.versionId"));
                                try {
                                    ehr.updateIfMatch(changed, now.text("meta.versionId"));
                                    yield "no conflict";
                                } catch (CallException e) {
                                    yield Map.of("version", updated.text("meta.versionId"), "then", e.status());
                                }
                            }
                            case "export" -> {
                                Export export = ehr.export("nightly", ExportRequest.everything());
                                boolean here = export.await(Duration.ofSeconds(20));
                                long rows = export.resources().count();
                                String time = export.transactionTime().orElse("");
                                export.finish();
                                yield Map.of("here", here, "rows", rows, "time", time);
                            }
                            default -> throw new IllegalArgumentException("do");
                        };
                    }

                    private static Map<String, ?> named(String family) {
                        return Map.of("resourceType", "Practitioner", "name", List.of(Map.of("family", family)));
                    }
                }
                """);
        Waiting.until(
                Duration.ofSeconds(20),
                () -> {
                    try {
                        return chart("read").status() == 200;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                () -> SERVERS.server().log());
    }

    private static Answer chart(String what) throws IOException {
        return SERVERS.at("/chart?do=" + what);
    }

    private static JsonNode charted(String what) throws IOException {
        Answer answer = chart(what);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void readsAResource() throws Exception {
        assertThat(charted("read").path("resourceType").asString()).isEqualTo("Practitioner");
    }

    @Test
    void followsThePagesOfASearchToTheirEnd() throws Exception {
        assertThat(charted("all").path("count").asInt()).isGreaterThanOrEqualTo(25);
    }

    @Test
    void searchesByPost() throws Exception {
        assertThat(charted("posted").path("active").asBoolean(false)).isTrue();
        assertThat(SERVERS.ehr().asked())
                .anyMatch(line -> line.startsWith("POST /fhir/Practitioner/_search"));
    }

    @Test
    void createsAResourceAndOneOnlyWhereThereIsNone() throws Exception {
        assertThat(charted("create").path("id").asString("")).isNotEmpty();
        assertThat(charted("once").path("id").asString()).isEqualTo("1");
    }

    @Test
    void updatesOnlyTheVersionThatItHasSeen() throws Exception {
        JsonNode updated = charted("update");

        assertThat(updated.path("version").asString()).isEqualTo("2");
        assertThat(updated.path("then").asInt()).isIn(409, 412);
    }

    @Test
    void tellsWhatTheServerSaysOfAnError() throws Exception {
        Answer answer = chart("missing");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(
                        AdminClient.of(SERVERS.server())
                                .get("/api/v1/explain/" + answer.header("X-Request-Id"))
                                .body())
                .contains("My EHR", "404", "Practitioner/4711");
    }

    @Test
    void exportsEverything() throws Exception {
        JsonNode export = charted("export");

        assertThat(export.path("here").asBoolean()).isTrue();
        assertThat(export.path("rows").asInt()).isGreaterThanOrEqualTo(28);
        assertThat(export.path("time").asString()).isEqualTo("2026-03-01T11:00:00.000Z");
    }

    @Test
    void everyCallCameWithATokenButTheOpenOne() {
        List<String> without =
                SERVERS.ehr().asked().stream()
                        .filter(line -> !line.contains("/fhir/metadata"))
                        .filter(line -> line.endsWith(" "))
                        .toList();
        assertThat(without).isEmpty();
    }

    @Test
    void thePingTellsReachableFromAuthorised() throws Exception {
        Answer ping =
                AdminClient.of(SERVERS.server())
                        .post("/api/v1/workspaces/default/connections/My%20EHR/ping", "{}");

        assertThat(ping.status()).as(ping.toString()).isEqualTo(200);
        assertThat(ping.body()).contains("HAPI FHIR Server", "4.0.1").doesNotContain("\"failed\"");
    }
}
