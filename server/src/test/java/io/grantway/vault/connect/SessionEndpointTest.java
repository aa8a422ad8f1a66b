package io.grantway.vault.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.ConnectFixture;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.Provider;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SessionEndpointTest {
    private static final String PATH = "/vault/v1/sessions";

    private final ConnectFixture vault = new ConnectFixture();

    @BeforeEach
    void provide() {
        vault.oauth2("drive", Flow.AUTHORIZATION_CODE);
        vault.oauth2("box", Flow.AUTHORIZATION_CODE);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @Test
    void givesALinkOfWhichOnlyTheHashIsKept() {
        JsonNode made = vault.session("");
        String url = made.path("url").asString();

        assertThat(url).matches("https://vault[.]example/connect/s/[A-Za-z0-9_-]{43}");
        assertThat(made.path("expiresAt").asString()).isEqualTo("2026-03-01T12:30:00Z");
        String token = url.substring(url.lastIndexOf('/') + 1);
        String kept =
                vault.sessions
                        .find(made.path("id").asString())
                        .orElseThrow()
                        .body()
                        .<String>expose(text -> text);
        assertThat(kept).contains(ConnectFixture.MEGAN).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://printpixie.example.evil.example/",
                "https://printpixie.example@evil.example/",
                "https://user:word@printpixie.example/done",
                "https://printpixie.example:8443/done",
                "http://printpixie.example/done",
                "//printpixie.example/done",
                "/done",
                "https:printpixie.example/done",
                "https:///printpixie.example/done",
                "https://printpixie.example\\\\@evil.example/",
                "https://printpixie.example\\\\.evil.example/",
                "https://printpixie.example/../x",
                "https://printpixie.example/a/%2e%2e/x",
                "https://printpixie.example/a/%252e%252e/x",
                "https://printpixie.example/a%2f..%2fx",
                "https://printpixie.example/a%5cx",
                "https://printpixie.example/a%0d%0aSet-Cookie:x",
                "https://printpixie.example/done#fragment",
                "https://printpixie.example /done",
                "https://printpixie.example\\t/done",
                "javascript:alert(1)//printpixie.example/",
                "data:text/html,x",
                ""
            })
    void leadsNowhereButToTheAppsOwnAddresses(String address) {
        Response refused =
                vault.api(
                        "POST",
                        PATH,
                        ConnectFixture.KEY,
                        "{\"user\":\"megan\",\"returnUrl\":\"" + address + "\"}");

        assertThat(refused.status()).as(address).isEqualTo(400);
        assertThat(refused.body().text()).contains("invalid_field", "returnUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://printpixie.example/done",
                "https://PrintPixie.example:443/a/b?x=1",
                "https://printpixie.example/"
            })
    void leadsBackToTheAppsOwnAddresses(String address) {
        assertThat(
                        vault.api(
                                        "POST",
                                        PATH,
                                        ConnectFixture.KEY,
                                        "{\"user\":\"megan\",\"returnUrl\":\"" + address + "\"}")
                                .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/back,201",
        "https://other.example/back/,400",
        "https://other.example/back?x=1,400",
        "https://other.example/,400"
    })
    void takesAnAddressWithoutAStarAsItIs(String address, int status) {
        assertThat(
                        vault.api(
                                        "POST",
                                        PATH,
                                        ConnectFixture.OTHER_KEY,
                                        "{\"user\":\"megan\",\"returnUrl\":\"" + address + "\"}")
                                .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"returnUrl\":\"R\"} | user is missing",
                "{\"user\":\"m\"} | returnUrl is missing",
                "{\"user\":\" \",\"returnUrl\":\"R\"} | user must be",
                "{\"user\":7,\"returnUrl\":\"R\"} | user must be a text",
                "{\"user\":\"m\",\"returnUrl\":\"R\",\"providers\":[\"dropbox\"]} | box, drive",
                "{\"user\":\"m\",\"returnUrl\":\"R\",\"providers\":[]} | providers must be a list",
                "{\"user\":\"m\",\"returnUrl\":\"R\",\"usr\":1} | usr is not known",
                "{\"user\":\"m\",\"returnUrl\":\"R\",\"origin\":\"https://evil.example\"} | origin",
                "{\"user\":\"m\",\"returnUrl\":\"R\",\"variables\":{\"x\":\"y\"}} | variables.x",
                "{\"user\":\"m\",\"returnUrl\":\"R\",\"reconnect\":true} | reconnect",
                "[] | JSON object"
            })
    void namesTheFieldAndTheFix(String body, String told) {
        vault.oauth2("drive", Flow.AUTHORIZATION_CODE);
        Response refused =
                vault.api(
                        "POST",
                        PATH,
                        ConnectFixture.KEY,
                        body.replace("\"R\"", "\"" + ConnectFixture.RETURN + "\""));

        assertThat(refused.status()).isEqualTo(400);
        String detail = Json.parse(refused.body().text()).path("detail").asString();
        assertThat(told.split(", ", -1)).allMatch(detail::contains);
    }

    @Test
    void offersNoProviderThatStillLacksItsClient() {
        vault.changed(
                "box",
                it ->
                        new Provider(
                                it.workspace(),
                                it.name(),
                                it.template(),
                                it.title(),
                                it.access(),
                                it.api(),
                                it.userInfo(),
                                it.variables(),
                                it.given(),
                                Optional.of("fill in clientId of the provider")));

        Response named =
                vault.api(
                        "POST",
                        PATH,
                        ConnectFixture.KEY,
                        "{\"user\":\"m\",\"returnUrl\":\""
                                + ConnectFixture.RETURN
                                + "\",\"providers\":[\"box\"]}");

        assertThat(named.status()).isEqualTo(502);
        assertThat(named.body().text()).contains("fill in clientId");
    }

    @Test
    void isForAppsAlone() {
        assertThat(vault.api("POST", PATH, "somebody-elses-key-1", "{}").status()).isEqualTo(401);
    }

    @Test
    void offersOnlyWhatTheOperatorLetsTheAppUse() {
        Response made =
                vault.api(
                        "POST",
                        PATH,
                        ConnectFixture.OTHER_KEY,
                        "{\"user\":\"m\",\"returnUrl\":\"https://other.example/back\","
                                + "\"providers\":[\"box\"]}");

        assertThat(made.status()).isEqualTo(400);
        assertThat(Optional.of(made.body().text()))
                .hasValueSatisfying(text -> assertThat(text).contains("drive"));
    }
}
