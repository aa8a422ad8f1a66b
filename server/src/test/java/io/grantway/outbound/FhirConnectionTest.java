package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.fhir.FhirJson;
import io.grantway.testing.TestFhir.Asked;
import io.grantway.testing.TestFhir.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// HL7 FHIR R4 §3.1, the calls of the RESTful API.
class FhirConnectionTest {
    private static final String PATIENT =
            "{\"resourceType\":\"Patient\",\"id\":\"1\",\"meta\":{\"versionId\":\"3\"}}";
    private static final JsonNode NEW_PATIENT = Json.parse("{\"resourceType\":\"Patient\"}");

    private final FhirFixture fixture = new FhirFixture();
    private final FhirConnection ehr = fixture.ehr;

    @AfterEach
    void close() {
        fixture.close();
    }

    private Asked asked() {
        assertThat(fixture.server.asked()).hasSize(1);
        return fixture.server.asked().getFirst();
    }

    @Test
    void readsAResourceAsJson() {
        fixture.server.on("GET /fhir/Patient/1", PATIENT);

        assertThat(ehr.read("Patient", "1").path("id").stringValue()).isEqualTo("1");
        assertThat(asked().header("Accept")).isEqualTo("application/fhir+json");
        assertThat(asked().header("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void keepsThePrecisionOfDecimals() {
        fixture.server.on(
                "GET /fhir/Observation/1",
                "{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":1.00}}");

        assertThat(FhirJson.write(ehr.read("Observation", "1"))).contains("\"value\":1.00");
    }

    @Test
    void readsAVersionOfAResource() {
        fixture.server.on("GET /fhir/Patient/1/_history/2", PATIENT);

        assertThat(ehr.vread("Patient", "1", "2").path("id").stringValue()).isEqualTo("1");
    }

    @Test
    void searchesByGet() {
        fixture.server.on(
                "GET /fhir/Patient?name=O%27Hara+%26+S%C3%B6hne",
                bundle("", "{\"resource\":" + PATIENT + "}"));

        FhirBundle found = ehr.search("Patient", Map.of("name", List.of("O'Hara & Söhne")));

        assertThat(found.first().orElseThrow().path("id").stringValue()).isEqualTo("1");
        assertThat(found.total()).hasValue(1);
    }

    @Test
    void tellsMatchesFromWhatCameAlongAndFromRemarks() {
        fixture.server.on(
                "GET /fhir/Patient",
                bundle(
                        "",
                        "{\"resource\":{\"resourceType\":\"OperationOutcome\"},"
                                + "\"search\":{\"mode\":\"outcome\"}},"
                                + "{\"resource\":{\"resourceType\":\"Organization\"},"
                                + "\"search\":{\"mode\":\"include\"}},"
                                + "{\"resource\":"
                                + PATIENT
                                + ",\"search\":{\"mode\":\"match\"}}"));

        FhirBundle found = ehr.search("Patient", Map.of());

        assertThat(found.matches()).hasSize(1);
        assertThat(found.resources()).hasSize(2);
        assertThat(found.first().orElseThrow().path("id").stringValue()).isEqualTo("1");
    }

    @Test
    void searchesByPostWhereTheAddressWouldBeTooLong() {
        String ids = "id-of-a-patient,".repeat(200);
        fixture.server.on("POST /fhir/Patient/_search", bundle("", ""));

        assertThat(ehr.search("Patient", Map.of("_id", List.of(ids))).resources()).isEmpty();
        assertThat(asked().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(URLDecoder.decode(asked().body(), StandardCharsets.UTF_8))
                .isEqualTo("_id=" + ids);
    }

    @Test
    void createsAndTellsIdAndVersion() {
        fixture.server.on(
                "POST /fhir/Patient",
                new Reply(201, "", "Location", "http://other/fhir/Patient/9/_history/4"));

        FhirAnswer made = ehr.create(NEW_PATIENT);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.id()).hasValue("9");
        assertThat(made.version()).hasValue("4");
        assertThat(made.resource().isMissingNode()).isTrue();
        assertThat(asked().header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(asked().body()).isEqualTo("{\"resourceType\":\"Patient\"}");
    }

    @Test
    void createsOnlyWhereNoneMatches() {
        fixture.server.on("POST /fhir/Patient", new Reply(200, PATIENT));

        FhirAnswer found =
                ehr.createIfNone(
                        NEW_PATIENT, Map.of("identifier", List.of("http://mrn|1&_id=\r\n2")));

        assertThat(found.id()).hasValue("1");
        assertThat(asked().header("If-None-Exist"))
                .isEqualTo("identifier=http%3A%2F%2Fmrn%7C1%26_id%3D%0D%0A2");
    }

    @Test
    void updatesUnderTheResourcesOwnId() {
        fixture.server.on("PUT /fhir/Patient/1", PATIENT);

        assertThat(ehr.update(Json.parse(PATIENT)).version()).hasValue("3");
        assertThat(asked().header("If-Match")).isEmpty();
    }

    @Test
    void updatesOnlyTheVersionThatWasRead() {
        fixture.server.on("PUT /fhir/Patient/1", new Reply(412, ""));

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> ehr.update(Json.parse(PATIENT), "3"))
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(412));
        assertThat(asked().header("If-Match")).isEqualTo("W/\"3\"");
    }

    @Test
    void updatesWhatMatchesASearch() {
        fixture.server.on("PUT /fhir/Patient?identifier=7", PATIENT);

        assertThat(ehr.updateWhere(NEW_PATIENT, Map.of("identifier", List.of("7"))).id())
                .hasValue("1");
    }

    @Test
    void patchesInBothForms() {
        fixture.server.on("PATCH /fhir/Patient/1", PATIENT);

        ehr.patch("Patient", "1", Json.parse("[]"));
        ehr.patch("Patient", "1", Json.parse("{\"resourceType\":\"Parameters\"}"), "3");

        assertThat(fixture.server.asked())
                .extracting(asked -> asked.header("Content-type"))
                .containsExactly("application/json-patch+json", "application/fhir+json");
        assertThat(fixture.server.asked().getLast().header("If-Match")).isEqualTo("W/\"3\"");
    }

    @Test
    void deletes() {
        fixture.server.on("DELETE /fhir/Patient/1", new Reply(204, ""));
        fixture.server.on("DELETE /fhir/Patient?identifier=7", new Reply(204, ""));

        assertThat(ehr.delete("Patient", "1").status()).isEqualTo(204);
        assertThat(ehr.deleteWhere("Patient", Map.of("identifier", List.of("7"))).status())
                .isEqualTo(204);
    }

    @Test
    void asksForHistory() {
        fixture.server.on("GET /fhir/_history", bundle("", ""));
        fixture.server.on("GET /fhir/Patient/_history?_count=5", bundle("", ""));
        fixture.server.on("GET /fhir/Patient/1/_history", bundle("", ""));

        assertThat(ehr.history("", Map.of()).resources()).isEmpty();
        assertThat(ehr.history("Patient", Map.of("_count", List.of("5"))).resources()).isEmpty();
        assertThat(ehr.history("Patient/1", Map.of()).resources()).isEmpty();
    }

    @Test
    void carriesOutATransactionAtTheBase() {
        fixture.server.on(
                "POST /fhir", "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}");

        JsonNode answer =
                ehr.transaction(
                        Json.parse("{\"resourceType\":\"Bundle\",\"type\":\"transaction\"}"));

        assertThat(answer.path("type").stringValue()).isEqualTo("transaction-response");
    }

    @Test
    void carriesOutOperationsOnServerTypeAndInstance() {
        fixture.server.on("POST /fhir/$process-message", bundle("", ""));
        fixture.server.on("POST /fhir/Patient/$match", bundle("", ""));
        fixture.server.on("GET /fhir/Patient/1/$everything?_count=2", bundle("", ""));
        JsonNode parameters = Json.parse("{\"resourceType\":\"Parameters\"}");

        ehr.operation("", "$process-message", parameters);
        ehr.operation("Patient", "match", parameters);
        JsonNode all = ehr.operation("Patient/1", "everything", Map.of("_count", List.of("2")));

        assertThat(ehr.bundle(all).resources()).isEmpty();
    }

    @Test
    void tellsWhatTheServerSaysIsWrong() {
        fixture.server.on(
                "POST /fhir/Patient",
                new Reply(
                        422,
                        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"invalid\",\"diagnostics\":\"no"
                            + " name\\nWARN forged\","
                            + "\"expression\":[\"Patient.name\"]},{\"severity\":\"warning\",\"code\":\"informational\",\"details\":{\"text\":\"and"
                            + " more\"}}]}"));

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> ehr.create(NEW_PATIENT))
                .withMessage(
                        "connection \"My EHR\": POST Patient was answered 422: invalid: no name"
                                + " WARN forged (at Patient.name); informational: and more (request"
                                + " request-7)")
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
                    assertThat(failure.requestId()).isEqualTo("request-7");
                    assertThat(failure.issues())
                            .extracting(FhirIssue::severity)
                            .containsExactly("error", "warning");
                });
    }

    @Test
    void tellsARefusalWithoutAnOutcome() {
        fixture.server.on(
                "GET /fhir/Patient/1", new Reply(502, "<html>", "Content-Type", "text/html"));

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> ehr.read("Patient", "1"))
                .withMessageContaining("502: no OperationOutcome says why (text/html)")
                .satisfies(failure -> assertThat(failure.isTransient()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "[]", "{}", "{\"a\":1,\"a\":2}", "null"})
    void refusesAnAnswerThatIsNoFhir(String body) {
        fixture.server.on("GET /fhir/Patient/1", body);

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> ehr.read("Patient", "1"))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_FHIR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../Group", "1/$expunge", "1?x=", "a b", "%2e%2e", "é"})
    void sendsNothingForAnIdThatLeadsElsewhere(String id) {
        refusesAndSendsNothing(it -> it.read("Patient", id));
        refusesAndSendsNothing(it -> it.vread("Patient", "1", id));
        refusesAndSendsNothing(it -> it.delete("Patient", id));
        refusesAndSendsNothing(it -> it.patch("Patient", id, Json.parse("[]")));
        refusesAndSendsNothing(it -> it.history("Patient/" + id, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "Patient/1", "../admin", "Pa tient", "$export"})
    void sendsNothingForATypeThatIsNone(String type) {
        refusesAndSendsNothing(it -> it.read(type, "1"));
        refusesAndSendsNothing(it -> it.search(type, Map.of()));
        refusesAndSendsNothing(it -> it.searchByPost(type, Map.of()));
    }

    @Test
    void sendsNothingForWhatIsNotWhole() {
        refusesAndSendsNothing(it -> it.create(Json.parse("{}")));
        refusesAndSendsNothing(it -> it.update(NEW_PATIENT));
        refusesAndSendsNothing(it -> it.transaction(NEW_PATIENT));
        refusesAndSendsNothing(it -> it.patch("Patient", "1", NEW_PATIENT));
        refusesAndSendsNothing(it -> it.operation("", "$", NEW_PATIENT));
        refusesAndSendsNothing(it -> it.createIfNone(NEW_PATIENT, Map.of()));
        refusesAndSendsNothing(it -> it.updateWhere(NEW_PATIENT, Map.of()));
        refusesAndSendsNothing(it -> it.deleteWhere("Patient", Map.of()));
    }

    private void refusesAndSendsNothing(Consumer<FhirConnection> call) {
        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> call.accept(ehr))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.REQUEST));
        assertThat(fixture.server.asked()).isEmpty();
    }

    @Test
    void saysWhichCallsMayBeMadeTwice() {
        List<Boolean> repeatable = new ArrayList<>();
        FhirConnection watched =
                ehr.asking(request -> {
                    repeatable.add(request.repeatable());
                    return request.onBehalfOf(Secret.of("of a user"));
                });
        fixture.server.on("POST /fhir/Patient", PATIENT);
        fixture.server.on("POST /fhir/Patient/_search", bundle("", ""));

        watched.create(NEW_PATIENT);
        watched.createIfNone(NEW_PATIENT, Map.of("identifier", List.of("7")));
        watched.searchByPost("Patient", Map.of());

        assertThat(repeatable).containsExactly(false, true, true);
    }

    static String bundle(String links, String entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":1,\"link\":["
                + links
                + "],\"entry\":["
                + entries
                + "]}";
    }
}
