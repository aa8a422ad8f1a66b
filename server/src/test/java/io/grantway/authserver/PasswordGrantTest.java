package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.TestBrowser;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The password grant of RFC 6749 §4.3, for clients that cannot change yet.
class PasswordGrantTest {
    private static final String ON = "grants: [authorization_code, refresh_token, password]";
    private static final String LEGACY =
            "{name: legacy-app, clientId: legacy, clientSecret: legacy-secret, metadata:"
                    + " {grantTypes: [password, refresh_token]}}";
    private static final String MODERN =
            "{name: modern-app, clientId: modern, clientSecret: modern-secret, metadata:"
                    + " {grantTypes: [authorization_code, refresh_token]}}";

    private PagesFixture fixture = new PagesFixture(ON, LEGACY, MODERN);

    @Test
    void givesTokensForTheUserThatTellOfAPasswordOnly() {
        Response response = attempt("megan", PagesFixture.PASSWORD, "&scope=read");

        JsonNode claims = claims(PagesFixture.text(response, "access_token"));
        assertThat(claims.path("sub").asString("")).isEqualTo("megan");
        assertThat(claims.path("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(claims.path("acr").asString("")).isEqualTo("1");
        assertThat(claims.path("auth_time").asLong())
                .isEqualTo(fixture.clock.instant().getEpochSecond());
        assertThat(claims.has("sid")).isFalse();
        assertThat(PagesFixture.json(response).has("id_token")).isFalse();
    }

    @Test
    void givesAnIdTokenForTheScopeOpenidAlone() {
        Response response = attempt("megan", PagesFixture.PASSWORD, "&scope=openid");

        JsonNode claims = claims(PagesFixture.text(response, "id_token"));
        assertThat(claims.path("sub").asString("")).isEqualTo("megan");
        assertThat(claims.path("amr").toString()).isEqualTo("[\"pwd\"]");
    }

    @Test
    void itsRefreshTokenGoesOn() {
        String refresh =
                PagesFixture.text(
                        attempt("megan", PagesFixture.PASSWORD, "&scope=read"), "refresh_token");

        Response renewed =
                fixture.form(
                        "/token",
                        "grant_type=refresh_token&refresh_token=" + refresh + credentials());

        assertThat(claims(PagesFixture.text(renewed, "access_token")).path("sub").asString(""))
                .isEqualTo("megan");
    }

    @Test
    void isOffUnlessNamed() {
        fixture =
                new PagesFixture(
                        "grants: [authorization_code, refresh_token, client_credentials]", LEGACY);

        assertThat(PagesFixture.error(attempt("megan", PagesFixture.PASSWORD, "")))
                .isEqualTo("unsupported_grant_type");
    }

    @Test
    void refusesAClientThatIsRegisteredForOtherGrants() {
        Response response =
                fixture.form(
                        "/token",
                        form("megan", PagesFixture.PASSWORD)
                                + "&client_id=modern&client_secret=modern-secret");

        assertThat(PagesFixture.error(response)).isEqualTo("unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&username=megan", "&password=x", "", "&username=&password="})
    void wantsNameAndPassword(String parameters) {
        Response response =
                fixture.form("/token", "grant_type=password" + parameters + credentials());

        assertThat(response.status()).isEqualTo(400);
        assertThat(PagesFixture.error(response)).isEqualTo("invalid_request");
    }

    @Test
    void aWrongPasswordAnUnknownUserAndASecondFactorLookTheSame() {
        Response wrong = attempt("megan", "wrong", "");
        Response unknown = attempt("nobody", "wrong", "");
        setUpApp();
        Response second = attempt("megan", PagesFixture.PASSWORD, "");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(PagesFixture.error(wrong)).isEqualTo("invalid_grant");
        assertThat(all(unknown)).isEqualTo(all(wrong));
        assertThat(all(second)).isEqualTo(all(wrong));
    }

    @ParameterizedTest
    @CsvSource({"off, 200, 200", "optional, 200, 400", "required, 400, 400"})
    void aPasswordIsEnoughWhereTheLoginPageWouldAskForNoMore(
            String secondFactor, int without, int with) {
        fixture = new PagesFixture(ON + ", login: {secondFactor: " + secondFactor + "}", LEGACY);

        assertThat(attempt("megan", PagesFixture.PASSWORD, "").status()).isEqualTo(without);
        setUpApp();
        assertThat(attempt("megan", PagesFixture.PASSWORD, "").status()).isEqualTo(with);
    }

    @Test
    void aRightPasswordThatIsNotEnoughCountsAsAGuess() {
        setUpApp();
        for (int i = 0; i < 4; i++) {
            attempt("megan", "wrong", "");
        }
        attempt("megan", PagesFixture.PASSWORD, "");

        // Forgotten failures would tell that the fifth password was the right one.
        assertThat(attempt("megan", "wrong", "").status()).isEqualTo(429);
    }

    @Test
    void theSixthGuessMustWaitEvenIfItIsRightAndSoItDoesForAnUnknownUser() {
        for (int i = 0; i < 5; i++) {
            assertThat(attempt("megan", "wrong", "").status()).isEqualTo(400);
            assertThat(attempt("nobody", "wrong", "").status()).isEqualTo(400);
        }

        Response right = attempt("megan", PagesFixture.PASSWORD, "");
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.headers().first("Retry-After")).contains("30");
        assertThat(all(attempt("nobody", "wrong", ""))).isEqualTo(all(right));

        fixture.clock.forward(Duration.ofSeconds(30));
        assertThat(attempt("megan", PagesFixture.PASSWORD, "").status()).isEqualTo(200);
    }

    @Test
    void guessesHereCountAtTheLoginPageToo() {
        for (int i = 0; i < 5; i++) {
            attempt("megan", "wrong", "");
        }
        TestBrowser browser = fixture.browser().at("198.51.100.1");
        Response page =
                browser.get(
                        PagesFixture.authorize("crm", "read")
                                + "&redirect_uri="
                                + PagesFixture.CALLBACK);

        Response sent =
                browser.post(
                        TestBrowser.form(page, "login")
                                .with("username", "megan")
                                .with("password", PagesFixture.PASSWORD));

        assertThat(sent.status()).isEqualTo(429);
    }

    @Test
    void guessingManyNamesFromOneAddressDoesNotHelp() {
        for (int i = 0; i < 25; i++) {
            attempt("user" + i, "wrong", "");
        }

        assertThat(attempt("megan", PagesFixture.PASSWORD, "").status()).isEqualTo(429);
    }

    @Test
    void nobodyGuessesWithoutBeingAClient() {
        for (int i = 0; i < 6; i++) {
            Response refused =
                    fixture.form(
                            "/token",
                            form("megan", "wrong") + "&client_id=legacy&client_secret=guessed");
            assertThat(refused.status()).isEqualTo(401);
        }

        assertThat(attempt("megan", PagesFixture.PASSWORD, "").status()).isEqualTo(200);
    }

    private void setUpApp() {
        fixture.factors.save(
                new AuthenticatorApp(
                        Ids.of("default", "user", "megan"), TotpKey.fresh(new SecureRandom()), 0),
                List.of());
    }

    private Response attempt(String username, String password, String more) {
        return fixture.form("/token", form(username, password) + more + credentials());
    }

    private static String form(String username, String password) {
        return "grant_type=password&username="
                + username
                + "&password="
                + password.replace(' ', '+');
    }

    private static String credentials() {
        return "&client_id=legacy&client_secret=legacy-secret";
    }

    private static List<Object> all(Response response) {
        List<String> headers = new ArrayList<>();
        response.headers().forEach((name, value) -> headers.add(name + ": " + value));
        return List.of(response.status(), headers, response.body().text());
    }

    private static JsonNode claims(String jwt) {
        String payload = jwt.substring(jwt.indexOf('.') + 1, jwt.lastIndexOf('.'));
        return Json.parse(
                new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
