package io.grantway.authserver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.TestBrowser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The attacks of RFC 9700 §4 on one server, in its order. What other tests hold is not repeated:
/// [io.grantway.authserver.login.LoginCsrfTest], [io.grantway.authserver.login.ClickjackingTest],
/// [io.grantway.authserver.login.LoginOpenRedirectTest],
/// [io.grantway.authserver.login.UserEnumerationTest],
/// [io.grantway.authserver.endpoint.IssuerEndpointsTest].
class Rfc9700Test {
    private static final String CALLBACK = "https://client.example/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    // One for all that leave nothing behind.
    private static final Target TARGET = new Target();

    private final PagesFixture fixture = TARGET.fixture;

    /// Every redirect that a browser followed on its way.
    private final List<Response> redirects = new ArrayList<>();

    // §4.1 Insufficient redirection URI validation, §4.11 Open redirection

    private static Stream<Arguments> foreignAddresses() {
        List<String> addresses =
                List.of(
                        "https://attacker.example/",
                        "https://client.example.attacker.example/callback",
                        "https://client.example@attacker.example/callback",
                        "https://attacker.example\\@client.example/callback",
                        "https://client.example/callback/../other",
                        "https://client.example/callback/",
                        "https://client.example/callback?a=b",
                        "https://client.example/callback#a",
                        "https://client.example/callback%2f..%2fother",
                        "https://client.example:444/callback",
                        "https://CLIENT.example/callback",
                        "http://client.example/callback",
                        "//client.example/callback",
                        "/callback",
                        "javascript:alert(1)",
                        "data:text/html,a",
                        "https://client.example/callback\u0000",
                        "https://client.example/callback\r\nLocation: https://attacker.example",
                        " https://client.example/callback",
                        "https://client.example/callback https://attacker.example/");
        // A good request, and one mistake of each kind that would else be told at the address.
        List<String> mistakes =
                List.of(
                        "",
                        "&scope=unknown",
                        "&response_type=nothing",
                        "&response_mode=nothing",
                        "&prompt=none",
                        "&code_challenge=short",
                        "&request=x.y.z",
                        "&request_uri=https://attacker.example/");
        return addresses.stream()
                .flatMap(address -> mistakes.stream().map(it -> Arguments.of(address, it)));
    }

    @ParameterizedTest
    @MethodSource("foreignAddresses")
    void noMistakeSendsABrowserToAnAddressThatIsNotRegistered(String address, String mistake) {
        Response response = fixture.browser().get(authorization(address, mistake));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers().contains("Location")).isFalse();
        assertThat(response.headers().contains("Refresh")).isFalse();
        assertThat(response.body().text()).doesNotContain("attacker.example");
    }

    // §4.2 Credential leakage via referrer headers, §4.16 Clickjacking

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/authorize",
                "/authorize?client_id=nobody",
                "/authorize?client_id=%zz",
                "/authorize/nowhere",
                "/account",
                "/account/factors",
                "/account/password",
                "/account/nowhere",
                "/device",
                "/device?user_code=BCDF-GHJK",
                "/device/nowhere",
                "/end_session",
                "/end_session?post_logout_redirect_uri=https://attacker.example/",
                "/end_session/nowhere"
            })
    void noPageCanBeFramedOrRefersAnybody(String path) {
        MalformedRequestsTest.requireOwnPage(TARGET.send("GET", path, ""));
        MalformedRequestsTest.requireOwnPage(TARGET.send("PUT", path, ""));
    }

    // §4.4 Mix-up

    @ParameterizedTest
    @CsvSource({
        "'', allow",
        "'', deny",
        "&response_mode=fragment, allow",
        "&response_mode=fragment, deny",
    })
    void everyAnswerSaysWhichServerGaveIt(String mode, String decision) {
        String location = decided(authorization(CALLBACK, "&prompt=consent" + mode), decision);

        assertThat(answer(location).first("iss")).contains(PagesFixture.ISSUER);
    }

    @Test
    void anErrorSaysWhichServerGaveIt() {
        Response response = fixture.browser().get(authorization(CALLBACK, "&prompt=none"));

        Parameters answer = answer(TestBrowser.location(response));
        assertThat(answer.first("error")).contains("login_required");
        assertThat(answer.first("iss")).contains(PagesFixture.ISSUER);
    }

    // §4.5 Code injection, §4.8 PKCE downgrade

    @Test
    void aCodeIsGoodForItsClientOnly() {
        String code = code(authorization(CALLBACK, ""));

        assertThat(error(redeem(code, "client_id=spa&code_verifier=" + VERIFIER)))
                .isEqualTo("invalid_grant");
        assertThat(
                        redeem(
                                        code,
                                        "client_id=crm&client_secret=crm-secret&code_verifier="
                                                + VERIFIER)
                                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&code_verifier=",
                "&code_verifier=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK",
                "&code_verifier=short"
            })
    void aCodeOfAnotherBrowserFitsNoOtherVerifier(String verifier) {
        String code = code(authorization(CALLBACK, ""));

        assertThat(error(redeem(code, "client_id=crm&client_secret=crm-secret" + verifier)))
                .isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&code_challenge=" + CHALLENGE + "&code_challenge_method=plain",
                "&code_challenge=" + VERIFIER + "&code_challenge_method=plain",
                "&code_challenge_method=S256",
                "&code_challenge=&code_challenge_method=S256"
            })
    void nobodyCanTakeTheChallengeAway(String challenge) {
        String request =
                "/auth/authorize?response_type=code&client_id=crm&scope=read&redirect_uri="
                        + CALLBACK
                        + challenge;

        Response response = fixture.browser().get(request);

        assertThat(answer(TestBrowser.location(response)).first("error"))
                .contains("invalid_request");
    }

    @Test
    void theAddressIsSaidAgainWithTheCode() {
        String code = code(authorization(CALLBACK, ""));

        Response response =
                fixture.form(
                        "/token",
                        "grant_type=authorization_code&code="
                                + code
                                + "&redirect_uri=https://attacker.example/&code_verifier="
                                + VERIFIER
                                + "&client_id=crm&client_secret=crm-secret");

        assertThat(error(response)).isEqualTo("invalid_grant");
    }

    /// §4.2.4, §4.5: whoever swaps or replays a code ends what it gave.
    @Test
    void aCodeThatComesTwiceEndsWhatItGave() {
        String code = code(authorization(CALLBACK, ""));
        String own = "client_id=crm&client_secret=crm-secret&code_verifier=" + VERIFIER;
        Response first = redeem(code, own);
        String access = PagesFixture.text(first, "access_token");
        String refresh = PagesFixture.text(first, "refresh_token");
        assertThat(fixture.isActive(access)).isTrue();

        assertThat(error(redeem(code, own))).isEqualTo("invalid_grant");

        assertThat(fixture.isActive(access)).isFalse();
        assertThat(fixture.isActive(refresh)).isFalse();
    }

    // §4.7 Cross-site request forgery

    @ParameterizedTest
    @ValueSource(strings = {"a b+c", "<script>", "ü€\uD83D\uDE00", "a&b=c#d?e", "\"'%20\\"})
    void theStateComesBackAsItWas(String state) {
        String told = "&state=" + encoded(state);

        String allowed = decided(authorization(CALLBACK, "&prompt=consent" + told), "allow");
        String refused =
                TestBrowser.location(
                        fixture.browser().get(authorization(CALLBACK, "&prompt=none" + told)));

        assertThat(answer(allowed).first("state")).contains(state);
        assertThat(answer(refused).first("state")).contains(state);
    }

    // §4.12 307 redirect

    @Test
    void noRedirectMakesABrowserSendThePasswordOn() {
        decided(authorization(CALLBACK, "&prompt=consent"), "allow");

        assertThat(redirects).hasSizeGreaterThan(1);
        assertThat(redirects)
                .allSatisfy(each -> {
                    assertThat(each.status()).isEqualTo(303);
                    assertThat(each.headers().first("Referrer-Policy")).contains("no-referrer");
                });
    }

    // §4.14 Refresh token protection

    @Test
    void aUsedRefreshTokenEndsTheFamily() {
        String own = "&client_id=crm&client_secret=crm-secret";
        Response first =
                redeem(
                        code(authorization(CALLBACK, "")),
                        "client_id=crm&client_secret=crm-secret&code_verifier=" + VERIFIER);
        String stolen = PagesFixture.text(first, "refresh_token");
        String second = PagesFixture.text(refresh(stolen, own), "refresh_token");
        Response last = refresh(second, own);
        String third = PagesFixture.text(last, "refresh_token");
        fixture.clock.forward(Duration.ofMinutes(2));

        assertThat(error(refresh(stolen, own))).isEqualTo("invalid_grant");

        assertThat(error(refresh(third, own))).isEqualTo("invalid_grant");
        assertThat(fixture.isActive(PagesFixture.text(last, "access_token"))).isFalse();
    }

    // Which clients there are

    @Test
    void anUnknownClientAndAWrongSecretLookTheSame() {
        String grant = "grant_type=client_credentials";
        Response wrong = fixture.form("/token", grant + "&client_id=crm&client_secret=wrong");

        for (String client : List.of("nobody", "spa", "https://client.example/document")) {
            Response other =
                    fixture.form("/token", grant + "&client_id=" + client + "&client_secret=wrong");
            assertThat(other.status()).as(client).isEqualTo(wrong.status());
            assertThat(other.body().text()).as(client).isEqualTo(wrong.body().text());
        }
    }

    private static String authorization(String redirectUri, String more) {
        // What is told twice is a mistake of its own.
        StringBuilder request = new StringBuilder("/auth/authorize?client_id=crm");
        List.of(
                        "response_type=code",
                        "scope=read",
                        "code_challenge=" + CHALLENGE,
                        "code_challenge_method=S256")
                .stream()
                .filter(pair -> !more.contains("&" + pair.substring(0, pair.indexOf('=') + 1)))
                .forEach(pair -> request.append('&').append(pair));
        return request + "&redirect_uri=" + encoded(redirectUri) + more;
    }

    private String code(String request) {
        return answer(decided(request + "&prompt=consent", "allow")).first("code").orElseThrow();
    }

    /// Where the user is sent who logs in and decides.
    private String decided(String request, String decision) {
        TestBrowser browser = fixture.browser();
        Response sent =
                browser.post(
                        LoginFixture.filled(browser.get(request), "megan", PagesFixture.PASSWORD));
        redirects.add(sent);
        Response consent = browser.get(TestBrowser.location(sent));
        Response done =
                browser.post(TestBrowser.form(consent, "consent").with("decision", decision));
        redirects.add(done);
        return TestBrowser.location(done);
    }

    private Response redeem(String code, String client) {
        return fixture.form(
                "/token",
                "grant_type=authorization_code&redirect_uri="
                        + CALLBACK
                        + "&code="
                        + code
                        + "&"
                        + client);
    }

    private Response refresh(String token, String client) {
        return fixture.form("/token", "grant_type=refresh_token&refresh_token=" + token + client);
    }

    private static Parameters answer(String location) {
        assertThat(location).startsWith(CALLBACK);
        return Parameters.parse(location.substring(CALLBACK.length() + 1));
    }

    private static String error(Response response) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(400);
        return PagesFixture.error(response);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
