package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.IssuerFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `tokenEndpoint.authentication: session`: clients that come again with a cookie.
class ClientSessionTest {
    private static final String ON = "{tokenEndpoint: {authentication: session}}";
    private static final String MACHINE = "grant_type=client_credentials";
    private static final String BY_NAME = MACHINE + "&client_id=crm";

    private final IssuerFixture fixture =
            new IssuerFixture(
                    "{name: short-app, clientId: short, authentication: {secrets: [{secret:"
                            + " short-secret, expiresAt: 2026-03-01T12:05:00Z}, {secret:"
                            + " long-secret}]}}",
                    "{name: bound-app, clientId: bound, clientSecret: bound-secret, metadata:"
                            + " {dpopBoundAccessTokens: true}}");
    private final IssuerFixture.Served served = fixture.serve("https://api.example/auth", ON);

    @Test
    void setsAStrictHostOnlyCookieForAClientThatProvedItselfByItsSecret() {
        Response response = served.form("/token", MACHINE, IssuerFixture.basic("crm"));

        assertThat(response.headers().first("Set-Cookie").orElseThrow())
                .matches(
                        "__Host-grantway-client-[0-9a-f]{8}=[A-Za-z0-9]{32}; Path=/; Secure;"
                                + " HttpOnly; SameSite=Strict");
    }

    @Test
    void letsTheClientComeAgainWithItsCookieAndItsName() {
        String cookie = cookie(served, "crm");

        Response response = served.form("/token", BY_NAME, "Cookie", "a=b; " + cookie);

        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        assertThat(served.introspected(token(response)).path("client_id").asString(""))
                .isEqualTo("crm");
        assertThat(response.headers().contains("Set-Cookie")).isFalse();
    }

    @Test
    void byDefaultThereAreNoSessions() {
        String cookie = cookie(served, "crm");
        IssuerFixture.Served usual = fixture.serve("https://api.example/auth", "{}");

        assertThat(
                        usual.form("/token", MACHINE, IssuerFixture.basic("crm"))
                                .headers()
                                .contains("Set-Cookie"))
                .isFalse();
        assertThat(usual.form("/token", BY_NAME, "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void theCookieIsGoodForItsClientOnly() {
        String cookie = cookie(served, "crm");

        assertThat(served.form("/token", MACHINE + "&client_id=other", "Cookie", cookie).status())
                .isEqualTo(401);
        assertThat(served.form("/token", MACHINE, "Cookie", cookie).status()).isEqualTo(401);
        assertThat(again(cookie)).as("and is still good for that").isEqualTo(200);
    }

    @Test
    void theCookieIsGoodAtItsServerOnly() {
        IssuerFixture.Served other = fixture.serve("https://api.example/other", ON);
        String value = cookie(served, "crm").replaceFirst(".*=", "");
        String name = cookie(other, "crm").replaceFirst("=.*", "");

        assertThat(other.form("/token", BY_NAME, "Cookie", name + "=" + value).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&client_secret=wrong",
                "&client_secret=a&client_secret=b",
                "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=x"
            })
    void credentialsThatAreSentAreJudged(String wrong) {
        String cookie = cookie(served, "crm");

        assertThat(served.form("/token", BY_NAME + wrong, "Cookie", cookie).status())
                .isBetween(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic Y3JtOndyb25n", "Basic %%%", "Bearer x"})
    void aHeaderThatIsSentIsJudged(String wrong) {
        String cookie = cookie(served, "crm");

        assertThat(
                        served.form("/token", BY_NAME, "Cookie", cookie, "Authorization", wrong)
                                .status())
                .isBetween(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode"})
    void isNothingForBrowsers(String header) {
        String cookie = cookie(served, "crm");

        assertThat(served.form("/token", BY_NAME, "Cookie", cookie, header, "x").status())
                .isEqualTo(401);
        List<String> headers = new ArrayList<>(List.of(IssuerFixture.basic("crm")));
        headers.addAll(List.of(header, "x"));
        Response proved = served.form("/token", MACHINE, headers.toArray(String[]::new));
        assertThat(proved.status()).isEqualTo(200);
        assertThat(proved.headers().contains("Set-Cookie")).isFalse();
    }

    @Test
    void endsWhenItIsNotUsed() {
        String cookie = cookie(served, "crm");
        fixture.clock.forward(Duration.ofMinutes(14));
        assertThat(again(cookie)).isEqualTo(200);
        fixture.clock.forward(Duration.ofMinutes(14));
        assertThat(again(cookie)).isEqualTo(200);
        fixture.clock.forward(Duration.ofMinutes(15));
        assertThat(again(cookie)).isEqualTo(401);
    }

    @Test
    void endsAfterAnHourHoweverOftenItIsUsed() {
        String cookie = cookie(served, "crm");
        for (int i = 0; i < 5; i++) {
            fixture.clock.forward(Duration.ofMinutes(10));
            assertThat(again(cookie)).isEqualTo(200);
        }
        fixture.clock.forward(Duration.ofMinutes(10));
        assertThat(again(cookie)).isEqualTo(401);
    }

    @Test
    void lastsAsLongAsItIsTold() {
        IssuerFixture.Served brief =
                fixture.serve(
                        "https://api.example/brief",
                        "{tokenEndpoint: {authentication: session, idle: 1m, lifetime: 2m}}");
        String cookie = cookie(brief, "crm");
        fixture.clock.forward(Duration.ofSeconds(59));
        assertThat(brief.form("/token", BY_NAME, "Cookie", cookie).status()).isEqualTo(200);
        fixture.clock.forward(Duration.ofSeconds(60));
        assertThat(brief.form("/token", BY_NAME, "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void endsWhenASecretOfTheClientDoes() {
        Response proved =
                served.form("/token", MACHINE + "&client_id=short&client_secret=long-secret");
        String cookie = cookie(proved);
        String byName = MACHINE + "&client_id=short";
        assertThat(served.form("/token", byName, "Cookie", cookie).status()).isEqualTo(200);

        fixture.clock.forward(Duration.ofMinutes(6));

        assertThat(served.form("/token", byName, "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void aKeyThatTokensAreBoundToIsAskedForAllTheSame() {
        Response refused =
                served.form("/token", MACHINE + "&client_id=bound&client_secret=bound-secret");

        assertThat(Json.parse(refused.body().text()).path("error").asString(""))
                .isEqualTo("invalid_dpop_proof");
        assertThat(refused.headers().contains("Set-Cookie")).isFalse();
    }

    @Test
    void publicClientsGetNone() {
        String code = served.code("spa", "read", "");
        Response response =
                served.form(
                        "/token",
                        "grant_type=authorization_code&client_id=spa&code="
                                + code
                                + "&code_verifier="
                                + IssuerFixture.VERIFIER);

        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        assertThat(response.headers().contains("Set-Cookie")).isFalse();
    }

    @Test
    void otherEndpointsTakeCredentialsOnly() {
        String cookie = cookie(served, "crm");

        for (String endpoint : List.of("/introspect", "/revoke", "/par")) {
            assertThat(
                            served.form(
                                            endpoint,
                                            "client_id=crm&token=x&response_type=code",
                                            "Cookie",
                                            cookie)
                                    .status())
                    .as(endpoint)
                    .isEqualTo(401);
        }
    }

    @Test
    void aRequestThatIsRefusedBeginsNone() {
        Response refused =
                served.form("/token", MACHINE + "&scope=unknown", IssuerFixture.basic("crm"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().contains("Set-Cookie")).isFalse();
    }

    private int again(String cookie) {
        return served.form("/token", BY_NAME, "Cookie", cookie).status();
    }

    private static String cookie(IssuerFixture.Served server, String client) {
        return cookie(server.form("/token", MACHINE, IssuerFixture.basic(client)));
    }

    private static String cookie(Response response) {
        return response.headers().first("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static String token(Response response) {
        return Json.parse(response.body().text()).path("access_token").asString("");
    }
}
