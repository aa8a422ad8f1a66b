package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.outbound.Ping.Look;
import io.grantway.outbound.Ping.State;
import io.grantway.outbound.Ping.Step;
import io.grantway.testing.TestFhir;
import io.grantway.testing.TestFhir.Asked;
import io.grantway.testing.TestFhir.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A FHIR connection as configuration makes it, on real HTTP.
class FhirPingTest {
    private static final String BUNDLE = "{\"resourceType\":\"Bundle\"}";

    private final TestFhir ehr = new TestFhir();
    private final RestBench bench = new RestBench();

    @AfterEach
    void close() {
        bench.close();
        ehr.close();
    }

    private Connection connection(String more) {
        bench.with(
                "securityDefinitions: [{name: Key, bearer: {token: s3cret}}]\n"
                        + "connections: [{name: My EHR, fhir: {security: Key, url: '"
                        + ehr.base()
                        + "'"
                        + more
                        + "}}]");
        return bench.connections.find("default", "My EHR");
    }

    private static String capabilities(String version, String format) {
        return "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\""
                + version
                + "\",\"software\":{\"name\":\"Test EHR\",\"version\":\"7\"},\"format\":[\""
                + format
                + "\"]}";
    }

    private static Step last(Ping ping) {
        return ping.steps().getLast();
    }

    @Test
    void tellsWhatTheServerIsAndThatItMayBeRead() {
        ehr.on("GET /fhir/metadata", capabilities("4.0.1", "application/fhir+json"));
        ehr.on("GET /fhir/Patient?_count=0", BUNDLE);

        Ping ping = connection("").ping();

        assertThat(ping.ok()).isTrue();
        assertThat(ping.steps())
                .extracting(Step::look)
                .containsExactly(
                        Look.DNS, Look.CONNECT, Look.CAPABILITIES, Look.TOKEN, Look.ANSWER);
        assertThat(ping.steps().get(2).text()).isEqualTo("FHIR 4.0.1, Test EHR 7 (R4)");
        assertThat(ehr.asked())
                .extracting(asked -> asked.target() + " " + asked.header("Authorization"))
                .containsExactly("/fhir/metadata ", "/fhir/Patient?_count=0 Bearer s3cret");
    }

    @ParameterizedTest
    @CsvSource({"401,does not take the credential", "403,look at the scopes"})
    void tellsReachedFromAuthorised(int status, String hint) {
        ehr.on("GET /fhir/metadata", capabilities("4.0.1", "json"));
        ehr.on("GET /fhir/Practitioner?_count=1", new Reply(status, ""));

        Ping ping = connection(", ping: 'Practitioner?_count=1'").ping();

        assertThat(ping.ok()).isFalse();
        assertThat(ping.steps().get(2).state()).isEqualTo(State.OK);
        assertThat(last(ping).look()).isEqualTo(Look.ANSWER);
        assertThat(last(ping).hint()).contains(hint);
    }

    @Test
    void goesOnWhereCapabilitiesAreNotForEverybody() {
        ehr.on("GET /fhir/metadata", new Reply(401, ""));
        ehr.on("GET /fhir/Patient?_count=0", BUNDLE);

        Ping ping = connection("").ping();

        assertThat(ping.ok()).isTrue();
        assertThat(ping.steps().get(2).state()).isEqualTo(State.SKIPPED);
    }

    @ParameterizedTest
    @CsvSource({"5.0.0,set it to R5", "4.3.0,set it to R4B", "3.0.2,which is FHIR 4.0", "'',4.0"})
    void tellsAServerOfAnotherEdition(String version, String hint) {
        ehr.on("GET /fhir/metadata", capabilities(version, "json"));

        Ping ping = connection("").ping();

        assertThat(last(ping).look()).isEqualTo(Look.CAPABILITIES);
        assertThat(last(ping).state()).isEqualTo(State.FAILED);
        assertThat(last(ping).hint()).contains(hint);
    }

    @Test
    void tellsAServerThatSpeaksNoJson() {
        ehr.on("GET /fhir/metadata", capabilities("4.0.1", "xml"));

        assertThat(last(connection("").ping()).hint()).contains("no JSON");
    }

    @Test
    void tellsAPathWithoutAFhirServer() {
        Ping ping = connection("").ping();

        assertThat(last(ping).hint()).contains("path of url");
    }

    @Test
    void learnsTheTokenEndpointFromTheServerItself() {
        ehr.on(
                "GET /fhir/.well-known/smart-configuration",
                "{\"token_endpoint\":\"" + bench.tokens.issuer.uri() + "\"}");
        ehr.on("GET /fhir/Patient/1", "{\"resourceType\":\"Patient\",\"id\":\"1\"}");
        bench.with(
                "securityDefinitions: [{name: Okta, oauth2: {clientId: grantway,"
                        + " clientSecret: s3cret}}]\n"
                        + "connections: [{name: My EHR, fhir: {security: Okta, pool: 1, url: '"
                        + ehr.base()
                        + "'}}]");
        FhirConnection fhir = bench.connections.fhir("default", "My EHR");

        fhir.read("Patient", "1");
        fhir.read("Patient", "1");

        assertThat(ehr.asked())
                .extracting(Asked::target)
                .containsExactly(
                        "/fhir/.well-known/smart-configuration",
                        "/fhir/Patient/1",
                        "/fhir/Patient/1");
        assertThat(ehr.asked().getFirst().header("Authorization")).isEmpty();
        assertThat(ehr.asked().get(1).header("Authorization"))
                .startsWith("Bearer ")
                .isEqualTo(ehr.asked().get(2).header("Authorization"));
    }

    @Test
    void saysThatNobodyKnowsWhereTokensAre() {
        bench.with(
                "securityDefinitions: [{name: Okta, oauth2: {clientId: grantway,"
                        + " clientSecret: s3cret}}]\n"
                        + "connections: [{name: My EHR, fhir: {security: Okta, url: '"
                        + ehr.base()
                        + "'}}]");
        ehr.on("GET /fhir/metadata", capabilities("4.0.1", "json"));

        Ping ping = bench.connections.find("default", "My EHR").ping();

        assertThat(last(ping).look()).isEqualTo(Look.TOKEN);
        assertThat(last(ping).text()).contains("smart-configuration").contains("tokenEndpoint");
    }
}
