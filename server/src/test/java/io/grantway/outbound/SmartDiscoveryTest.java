package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grantway.outbound.fhir.FhirCalls;
import io.grantway.outbound.fhir.SmartDiscovery;
import io.grantway.testing.AtOnce;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestFhir.Asked;
import io.grantway.testing.TestFhir.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SMART App Launch 2.2, "conformance".
class SmartDiscoveryTest {
    private static final String CONFIGURATION = "GET /fhir/.well-known/smart-configuration";
    private static final String METADATA = "GET /fhir/metadata";
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:7/token");

    private final FhirFixture fixture = new FhirFixture();
    private final TestClock clock = new TestClock();
    private final SmartDiscovery discovery = discovery(fixture.server.base());

    @AfterEach
    void close() {
        fixture.close();
    }

    private SmartDiscovery discovery(URI base) {
        return new SmartDiscovery(
                new FhirCalls(fixture.connection(), UnaryOperator.identity()), base, clock);
    }

    private static String configuration(String endpoint) {
        return "{\"token_endpoint\":\"" + endpoint + "\"}";
    }

    private static String capabilities(String endpoint) {
        return "{\"resourceType\":\"CapabilityStatement\",\"rest\":[{\"security\":{\"extension\":[{"
                   + "\"url\":\"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris\","
                   + "\"extension\":[{\"url\":\"authorize\",\"valueUri\":\"http://x/\"},"
                   + "{\"url\":\"token\",\"valueUri\":\""
                + endpoint
                + "\"}]}]}}]}";
    }

    private void isUnknown() {
        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(discovery::tokenEndpoint)
                .withMessageContaining("tokenEndpoint");
    }

    @Test
    void learnsTheTokenEndpointOnce() {
        fixture.server.on(CONFIGURATION, configuration(ENDPOINT.toString()));

        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);
        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);
        assertThat(fixture.server.asked()).hasSize(1);
    }

    @Test
    void learnsItFromTheCapabilitiesOfOlderServers() {
        fixture.server.on(METADATA, capabilities(ENDPOINT.toString()));

        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);
    }

    @Test
    void asksOnceForAllWhoWait() throws Exception {
        fixture.server.on(CONFIGURATION, configuration(ENDPOINT.toString()));

        assertThat(AtOnce.call(Collections.nCopies(16, discovery::tokenEndpoint)))
                .containsOnly(ENDPOINT);
        assertThat(fixture.server.asked()).hasSize(1);
    }

    @Test
    void followsAnEndpointThatMoves() {
        fixture.server.on(CONFIGURATION, configuration(ENDPOINT.toString()));
        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);

        fixture.server.on(CONFIGURATION, configuration("http://127.0.0.1:8/token"));
        clock.forward(Duration.ofHours(2));

        assertThat(discovery.tokenEndpoint()).isEqualTo(URI.create("http://127.0.0.1:8/token"));
    }

    @Test
    void keepsWhatItKnowsWhileTheServerFails() {
        fixture.server.on(CONFIGURATION, configuration(ENDPOINT.toString()));
        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);

        fixture.server.on(CONFIGURATION, new Reply(503, ""));
        clock.forward(Duration.ofHours(2));

        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);
    }

    @Test
    void asksAgainSoonAfterAFailure() {
        isUnknown();
        int asked = fixture.server.asked().size();
        isUnknown();
        assertThat(fixture.server.asked()).hasSize(asked);

        fixture.server.on(CONFIGURATION, configuration(ENDPOINT.toString()));
        clock.forward(Duration.ofSeconds(11));

        assertThat(discovery.tokenEndpoint()).isEqualTo(ENDPOINT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "<html>",
                "{\"token_endpoint\":7}",
                "{\"token_endpoint\":\"\"}",
                "{\"token_endpoint\":\"/token\"}",
                "{\"token_endpoint\":\"file:///token\"}",
                "{\"token_endpoint\":\"http://me:you@127.0.0.1/token\"}",
                "{\"token_endpoint\":\"http://127.0.0.1:7:7/token\"}"
            })
    void takesNothingElseForAnEndpoint(String configuration) {
        fixture.server.on(CONFIGURATION, configuration);

        isUnknown();
    }

    @Test
    void sendsNoSecretsInTheClearForAServerOverTls() {
        fixture.server.on(CONFIGURATION, configuration("http://tokens.example/token"));
        SmartDiscovery secure = discovery(URI.create("https://ehr.example/fhir"));

        assertThatExceptionOfType(FhirFailure.class).isThrownBy(secure::tokenEndpoint);
        assertThat(fixture.server.asked())
                .extracting(Asked::target)
                .containsExactly("/fhir/.well-known/smart-configuration", "/fhir/metadata");
    }
}
