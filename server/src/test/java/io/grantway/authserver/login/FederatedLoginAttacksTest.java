package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.TestBrowser;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Attacks on logins by a provider: RFC 9700 §4.4, §4.5, §4.7; OpenID Connect Core §3.1.3.7, §16.
class FederatedLoginAttacksTest {
    private static final String SESSION = "__Host-grantway-session";

    private final TestClock clock = new TestClock();
    private final TestProvider corp = new TestProvider("https://corp.example", clock);
    private final TestProvider evil = new TestProvider("https://evil.example", clock);
    private final BrowserFixture fixture =
            new BrowserFixture(
                    clock,
                    TestProvider.all(corp, evil),
                    "{login: {identityProviders: [{name: corp, issuer: 'https://corp.example',"
                            + " clientId: grantway, clientSecret: '"
                            + TestProvider.SECRET
                            + "', accounts: create},"
                            + " {name: evil, issuer: 'https://evil.example', clientId: grantway,"
                            + " clientSecret: '"
                            + TestProvider.SECRET
                            + "', accounts: create}]}}");
    private final TestBrowser victim = fixture.browser();
    private final TestBrowser attacker = fixture.browser().at("198.51.100.7");

    private static ObjectNode user(String sub) {
        return Json.object()
                .put("sub", sub)
                .put("preferred_username", sub)
                .put("name", sub)
                .put("email", sub + "@corp.example");
    }

    private static String left(TestBrowser browser, String provider) {
        Response page = browser.get(BrowserFixture.request());
        Response leaving =
                browser.post(TestBrowser.form(page, "provider").with("provider", provider));
        return leaving.headers().first("Refresh").orElseThrow().substring("0;url=".length());
    }

    /// What the login page tells that an answer leads back to.
    private static String told(TestBrowser browser, String answer) {
        Response back = browser.get(answer);
        assertThat(back.status()).as(back.body().text()).isEqualTo(303);
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        return browser.get(TestBrowser.location(back)).body().text();
    }

    private void assertNobodyLoggedIn(TestBrowser browser, Response response) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().text()).contains("This login is no longer good");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        assertThat(fixture.users.list("default", Optional.empty(), 9)).isEmpty();
    }

    @Test
    void aCallbackInAnotherBrowserLogsNobodyIn() {
        // Login CSRF: the attacker's own answer, opened by the victim.
        String answer = corp.loggedIn(left(attacker, "corp"), user("mallory"));
        victim.get(BrowserFixture.request());

        assertNobodyLoggedIn(victim, victim.get(answer));
        assertNobodyLoggedIn(attacker, attacker.get(answer));
        assertThat(corp.requests("/token")).isEmpty();
    }

    @Test
    void anotherSitesFormSendsNobodyToAProvider() {
        Response page = victim.get(BrowserFixture.request());
        TestBrowser.Form form = TestBrowser.form(page, "provider").with("provider", "corp");

        assertThat(victim.post(form.with("token", "guessed")).status()).isEqualTo(403);
        assertThat(victim.sending("Sec-Fetch-Site", "cross-site").post(form).status())
                .isEqualTo(403);
        assertThat(attacker.post(form).status()).isEqualTo(403);
        assertThat(corp.requests("/.well-known/openid-configuration")).isEmpty();
    }

    @Test
    void aStateIsGoodOnce() {
        String address = left(victim, "corp");
        String first = corp.loggedIn(address, user("ann"));
        String again = corp.loggedIn(address, user("mallory"));
        assertThat(victim.get(first).status()).isEqualTo(303);
        victim.cookies().remove(SESSION);

        Response replayed = victim.get(again);

        assertThat(replayed.status()).isEqualTo(400);
        assertThat(victim.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void aStateIsGoodForTenMinutes() {
        String answer = corp.loggedIn(left(victim, "corp"), user("ann"));
        clock.forward(Duration.ofMinutes(11));

        assertNobodyLoggedIn(victim, victim.get(answer));
    }

    @Test
    void anAnswerWithoutStateIsNone() {
        String address = left(victim, "corp");
        String code = corp.code(address, user("ann"));

        assertNobodyLoggedIn(victim, victim.get("/auth/authorize/callback/corp?code=" + code));
    }

    @Test
    void anAnswerAtAnotherProvidersDoorIsRefused() {
        // Mix-up: the user chose evil, who sent them on to corp, with evil's state.
        String answer = corp.loggedIn(left(victim, "evil"), user("ann"));

        assertNobodyLoggedIn(
                victim, victim.get(answer.replace("/callback/evil", "/callback/corp")));
        assertThat(evil.requests("/token")).isEmpty();
    }

    @Test
    void anAnswerThatNamesAnotherIssuerIsRefused() {
        String address = left(victim, "evil");
        String answer =
                TestProvider.back(
                        address, "code", corp.code(address, user("ann")), "iss", corp.issuer);

        assertThat(told(victim, answer)).contains("could not be verified");
        // Else corp's code would have been handed to evil.
        assertThat(evil.requests("/token")).isEmpty();
    }

    @Test
    void anAnswerThatNamesNoIssuerIsRefusedWhereTheProviderPromisesTo() {
        corp.metadata.put("authorization_response_iss_parameter_supported", true);
        String address = left(victim, "corp");
        assertThat(told(victim, corp.loggedIn(address, user("ann"))))
                .contains("could not be verified");

        String next = left(victim, "corp");
        String good =
                TestProvider.back(next, "code", corp.code(next, user("ann")), "iss", corp.issuer);
        assertThat(victim.get(good).status()).isEqualTo(303);
        assertThat(victim.cookies()).containsKey(SESSION);
    }

    @Test
    void aCodeOfAnotherSessionIsRefusedByItsVerifier() {
        String stolen = corp.code(left(victim, "corp"), user("ann"));
        String own = left(attacker, "corp");

        assertThat(told(attacker, TestProvider.back(own, "code", stolen)))
                .contains("reports an error");
    }

    @Test
    void aCodeOfAnotherSessionIsRefusedByItsNonceToo() {
        corp.careless();
        String stolen = corp.code(left(victim, "corp"), user("ann"));
        String own = left(attacker, "corp");

        assertThat(told(attacker, TestProvider.back(own, "code", stolen)))
                .contains("could not be verified");
    }

    @Test
    void anAccountIsNotTakenOverByItsMailAddress() {
        // megan's declared account has this address and this name.
        ObjectNode claims =
                Json.object()
                        .put("sub", "mallory-at-corp")
                        .put("preferred_username", "megan")
                        .put("name", "Megan Miller")
                        .put("email", "megan@example.com")
                        .put("email_verified", true);
        Response back = attacker.get(corp.loggedIn(left(attacker, "corp"), claims));
        String page = attacker.get(TestBrowser.location(back)).body().text();

        assertThat(page).contains("(megan-2)");
        assertThat(fixture.identities.of(Ids.of("default", "user", "megan"))).isEmpty();
    }

    @Test
    void aSubjectOfOneProviderIsNobodyAtAnother() {
        victim.get(corp.loggedIn(left(victim, "corp"), user("ann")));
        Response back = attacker.get(evil.loggedIn(left(attacker, "evil"), user("ann")));

        assertThat(attacker.get(TestBrowser.location(back)).body().text()).contains("(ann-2)");
    }

    @Test
    void userinfoOfSomebodyElseIsRefused() {
        corp.userinfo.put("sub", "somebody else").put("preferred_username", "megan");

        assertThat(told(victim, corp.loggedIn(left(victim, "corp"), Json.object().put("sub", "1"))))
                .contains("could not be verified");
        assertThat(fixture.users.list("default", Optional.empty(), 9)).isEmpty();
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                claims("wrong nonce", claims -> claims.put("nonce", "another")),
                claims("no nonce", claims -> claims.without("nonce")),
                claims("wrong aud", claims -> claims.put("aud", "another-client")),
                claims("no aud", claims -> claims.without("aud")),
                claims("wrong azp", claims -> claims.put("azp", "another-client")),
                claims(
                        "several aud without azp",
                        claims -> {
                            claims.putArray("aud").add("grantway").add("another-client");
                            return claims;
                        }),
                claims("wrong iss", claims -> claims.put("iss", "https://evil.example")),
                claims("iss with a slash", claims -> claims.put("iss", "https://corp.example/")),
                claims("expired", claims -> claims.put("exp", claims.path("iat").asLong() - 61)),
                claims("no exp", claims -> claims.without("exp")),
                claims("no iat", claims -> claims.without("iat")),
                claims(
                        "from the future",
                        claims -> claims.put("iat", claims.path("iat").asLong() + 90)),
                claims("no sub", claims -> claims.without("sub")),
                claims("long sub", claims -> claims.put("sub", "s".repeat(256))),
                claims("wrong at_hash", claims -> claims.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")));
    }

    private static Arguments claims(String name, UnaryOperator<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void anIdTokenIsRefusedWithA(String name, UnaryOperator<ObjectNode> change) {
        corp.claiming(change);

        assertThat(told(victim, corp.loggedIn(left(victim, "corp"), user("ann"))))
                .as(name)
                .contains("could not be verified");
        assertThat(fixture.users.list("default", Optional.empty(), 9)).isEmpty();
    }

    @Test
    void anIdTokenWithEverythingRightIsTaken() {
        // SHA-256 of `at`, the left half.
        corp.claiming(claims -> {
            claims.put("at_hash", atHash());
            claims.put("azp", "grantway");
            claims.putArray("aud").add("grantway").add("another-client");
            return claims;
        });

        assertThat(victim.get(corp.loggedIn(left(victim, "corp"), user("ann"))).status())
                .isEqualTo(303);
        assertThat(victim.cookies()).containsKey(SESSION);
    }

    private static String atHash() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest("at".getBytes(StandardCharsets.US_ASCII));
            return base64(Arrays.copyOf(hash, 16));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(String header, ObjectNode claims) {
        return base64(header) + "." + base64(Json.write(claims));
    }

    private static String mac(String key, ObjectNode claims) {
        try {
            String signed = unsigned("{\"alg\":\"HS256\"}", claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Function<ObjectNode, String>> forgeries() {
        TestProvider impostor = new TestProvider("https://corp.example", clock);
        return Map.of(
                "alg none", claims -> unsigned("{\"alg\":\"none\"}", claims) + ".",
                "HS256 with the public keys", claims -> mac(corp.jwks(), claims),
                "HS256 with the client's secret", claims -> mac(TestProvider.SECRET, claims),
                "another's keys", impostor::sign,
                "no token at all", _ -> "");
    }

    @Test
    void anIdTokenIsRefusedThatIsSignedBy() {
        forgeries()
                .forEach((name, signer) -> {
                    corp.signing(signer);
                    assertThat(told(victim, corp.loggedIn(left(victim, "corp"), user("ann"))))
                            .as(name)
                            .contains("could not be verified");
                });
        assertThat(fixture.users.list("default", Optional.empty(), 9)).isEmpty();
    }

    @Test
    void answersThatCannotBeBelievedAreSlowedDownByAddress() {
        for (int i = 0; i < 25; i++) {
            assertThat(attacker.get("/auth/authorize/callback/corp?code=x&state=" + i).status())
                    .isEqualTo(400);
        }
        Response slowed = attacker.get("/auth/authorize/callback/corp?code=x&state=y");
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.headers().first("Retry-After")).isPresent();

        assertThat(victim.get(corp.loggedIn(left(victim, "corp"), user("ann"))).status())
                .isEqualTo(303);
    }

    @Test
    void anErrorInTheAnswerNeverBecomesPartOfAPage() {
        String address = left(victim, "corp");
        String page =
                told(
                        victim,
                        TestProvider.back(
                                address,
                                "error",
                                "<b>call 555</b>",
                                "error_description",
                                "evil words"));

        assertThat(page).contains("reports an error").doesNotContain("555", "evil words");
    }
}
