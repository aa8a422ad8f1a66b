package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.http.Json;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.IssuerFixture.Served;
import io.grantway.testing.Requests;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Clients that are known by the address of a document of theirs.
class ClientDocumentsTest {
    private static final String ID = "https://tool.example/client.json";
    private static final String BACK = "http://127.0.0.1/callback";
    private static final String REQUEST =
            "client_id=%s&response_type=code&scope=read&code_challenge="
                    + IssuerFixture.CHALLENGE
                    + "&code_challenge_method=S256";

    private final IssuerFixture fixture = new IssuerFixture();
    private final Served server = serve("auth", "clientIdMetadataDocuments: true");

    private Served serve(String name, String settings) {
        return fixture.serve("https://login.example/" + name, "{registration: {" + settings + "}}");
    }

    private void publish(String members) {
        fixture.documents.put(ID, "{\"client_id\": \"" + ID + "\", " + members + "}");
    }

    private void publish() {
        publish("\"client_name\": \"Tool\", \"redirect_uris\": [\"" + BACK + "\"]");
    }

    private boolean isKnown(Served at, String clientId) {
        return fixture.server
                        .authorizations()
                        .check(at.terms, Parameters.parse(REQUEST.formatted(clientId)))
                instanceof Checked.Good;
    }

    private int asked() {
        return fixture.documents.requests().size();
    }

    @Test
    void givesAUsersTokensToAClientThatNobodyRegistered() {
        publish(
                "\"client_name\": \"Tool\", \"grant_types\": [\"authorization_code\","
                        + " \"refresh_token\"], \"redirect_uris\": [\""
                        + BACK
                        + "\"]");

        String code = server.code(ID, "read", "");
        JsonNode tokens =
                server.token(
                        "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s&client_id=%s"
                                .formatted(code, IssuerFixture.VERIFIER, BACK, ID));
        JsonNode renewed =
                server.token(
                        "grant_type=refresh_token&client_id=%s&refresh_token=%s"
                                .formatted(ID, tokens.path("refresh_token").asString()));

        JsonNode told = server.introspected(renewed.path("access_token").asString());
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("client_id").asString()).isEqualTo(ID);
        assertThat(fixture.documents.requests())
                .extracting(OutgoingRequest::uri, OutgoingRequest::trust)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(URI.create(ID), Trust.FOREIGN));
    }

    @Test
    void tellsUsersTheHostBesideTheNameThatTheClientChose() {
        publish("\"client_name\": \"Your Bank\", \"redirect_uris\": [\"" + BACK + "\"]");

        Checked checked =
                fixture.server
                        .authorizations()
                        .check(server.terms, Parameters.parse(REQUEST.formatted(ID)));

        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.Good.class,
                        good ->
                                assertThat(good.request().client().application())
                                        .isEqualTo("Your Bank (tool.example)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client_name\": \"no redirect\"",
                "\"redirect_uris\": [\"http://tool.example/cb\"]",
                "\"redirect_uris\": [\"https://tool.example/cb\"], \"client_secret\": \"s\"",
                "\"redirect_uris\": [\"https://tool.example/cb\"], \"client_secret_expires_at\": 0",
                "\"redirect_uris\": [\"https://tool.example/cb\"], \"token_endpoint_auth_method\":"
                        + " \"client_secret_post\"",
                "\"redirect_uris\": [\"https://tool.example/cb\"], \"token_endpoint_auth_method\":"
                        + " \"private_key_jwt\"",
                "\"redirect_uris\": [\"https://tool.example/cb\"], \"grant_types\":"
                        + " [\"authorization_code\", \"client_credentials\"]",
            })
    void refusesADocumentThatDescribesNoClient(String members) {
        publish(members);

        assertThat(isKnown(server, ID)).isFalse();
    }

    @Test
    void refusesADocumentThatIsAboutAnother() {
        fixture.documents.put(
                ID,
                "{\"client_id\": \"https://other.example/\", \"redirect_uris\": [\""
                        + BACK
                        + "\"]}");
        assertThat(isKnown(server, ID)).isFalse();
        fixture.documents.put("https://tool.example/list", "[]");
        assertThat(isKnown(server, "https://tool.example/list")).isFalse();
        fixture.documents.put("https://tool.example/page", "<html>");
        assertThat(isKnown(server, "https://tool.example/page")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tool.example/client.json",
                "https://tool.example",
                "https://tool.example/a/../client.json",
                "https://user@tool.example/client.json",
                "https://tool.example/client.json%23x",
                "https:///client.json",
                "https://tool.example/ client"
            })
    void asksForNothingThatIsNoAddressOfADocument(String clientId) {
        assertThat(isKnown(server, clientId.replace("%23", "#"))).isFalse();
        assertThat(asked()).isZero();
    }

    @Test
    void asksOnceForAWhileAndThenAgain() {
        publish();
        for (int i = 0; i < 5; i++) {
            assertThat(isKnown(server, ID)).isTrue();
        }
        assertThat(asked()).isOne();
        fixture.clock.forward(Duration.ofMinutes(10));
        fixture.documents.remove(ID);

        assertThat(isKnown(server, ID)).as("while the host is away").isTrue();
        assertThat(asked()).isEqualTo(2);
        fixture.clock.forward(Duration.ofMinutes(1));
        fixture.documents.put(ID, 404, "");
        assertThat(isKnown(server, ID)).as("once the document is gone").isFalse();
    }

    @Test
    void doesNotAskAgainAtOnceForWhatIsNotThere() {
        for (int i = 0; i < 5; i++) {
            assertThat(isKnown(server, ID)).isFalse();
        }
        assertThat(asked()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "tool.example, true",
        "'*.example', true",
        "other.example, false",
        "'*.tool.example', false",
    })
    void takesDocumentsOfNamedHostsOnly(String host, boolean known) {
        publish();
        Served named = serve("named", "clientIdMetadataDocuments: {hosts: ['" + host + "']}");

        assertThat(isKnown(named, ID)).isEqualTo(known);
        assertThat(asked()).isEqualTo(known ? 1 : 0);
    }

    @Test
    void knowsNobodyWhereItIsOff() {
        publish();
        Served off = serve("off", "mode: open");

        assertThat(isKnown(off, ID)).isFalse();
        assertThat(asked()).isZero();
        assertThat(isKnown(server, ID)).isTrue();
        assertThat(isKnown(off, ID)).as("after another server took it in").isFalse();
        assertThat(supported(server)).isTrue();
        assertThat(supported(off)).isFalse();
    }

    private static boolean supported(Served at) {
        return Json.parse(
                        at.endpoints
                                .handle(
                                        Requests.get(
                                                at.issuer + "/.well-known/openid-configuration"))
                                .body()
                                .text())
                .path("client_id_metadata_document_supported")
                .asBoolean(false);
    }
}
