package io.grantway.authserver;

import static io.grantway.testing.PagesFixture.CALLBACK;
import static io.grantway.testing.PagesFixture.PASSWORD;
import static io.grantway.testing.PagesFixture.error;
import static io.grantway.testing.PagesFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users have allowed is remembered, and can be taken back.
class ConsentsTest {
    private final PagesFixture server = new PagesFixture();
    private final TestBrowser browser = server.browser();

    private Response ask(String client, String redirectUri, String scope) {
        return browser.get(PagesFixture.authorize(client, scope) + "&redirect_uri=" + redirectUri);
    }

    private Response ask(String client, String scope) {
        return ask(client, CALLBACK, scope);
    }

    private void logIn() {
        browser.post(LoginFixture.filled(ask("crm", "read"), "megan", PASSWORD));
    }

    private Response decide(Response page, String decision) {
        return browser.post(TestBrowser.form(page, "consent").with("decision", decision));
    }

    private static boolean asksForConsent(Response response) {
        return response.status() == 200 && response.body().text().contains("value=\"deny\"");
    }

    private String redeemed(Response back) {
        String location = TestBrowser.location(back);
        String code =
                Parameters.parse(location.substring(location.indexOf('?') + 1))
                        .first("code")
                        .orElseThrow();
        return text(server.asCrm("/token", PagesFixture.redemption(code)), "refresh_token");
    }

    @Test
    void asksAgainForNewScopesOnly() {
        logIn();
        decide(ask("crm", "read"), "allow");

        assertThat(TestBrowser.location(ask("crm", "read"))).startsWith(CALLBACK + "?code=");
        Response wider = ask("crm", "read+write");
        assertThat(asksForConsent(wider)).isTrue();
        decide(wider, "allow");
        assertThat(TestBrowser.location(ask("crm", "write"))).startsWith(CALLBACK + "?code=");
        assertThat(TestBrowser.location(ask("crm", "read+write"))).contains("code=");
    }

    @Test
    void remembersNoRefusal() {
        logIn();
        decide(ask("crm", "read"), "deny");

        assertThat(asksForConsent(ask("crm", "read"))).isTrue();
    }

    @Test
    void remembersForTheUserAndTheClientAlone() {
        logIn();
        decide(ask("crm", "read"), "allow");

        assertThat(asksForConsent(ask("spa", "read"))).isTrue();
        assertThat(server.consents.of("default", "ann")).isEmpty();
    }

    /// RFC 8252 §8.6: whoever can listen on a port or take a scheme can pass for a native client.
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:7000/callback", "com.example.app:/callback"})
    void asksEachTimeForAPublicClientThatAnybodyCouldPassFor(String redirectUri) {
        logIn();

        decide(ask("native", redirectUri, "read"), "allow");

        assertThat(asksForConsent(ask("native", redirectUri, "read"))).isTrue();
        assertThat(server.consents.of("default", "megan")).hasSize(1);
    }

    @Test
    void remembersForAPublicClientBehindAnHttpsAddress() {
        logIn();
        decide(ask("spa", "read"), "allow");

        assertThat(TestBrowser.location(ask("spa", "read"))).startsWith(CALLBACK + "?code=");
    }

    /// Chromium follows no redirect to a client from a form that may lead to us alone.
    @Test
    void goesOnByAPageWhereTheLoginFormWouldLeadToTheClient() {
        logIn();
        decide(ask("crm", "read"), "allow");

        browser.sending("Sec-Fetch-Site", "same-origin");
        Response byForm = ask("crm", "read");
        assertThat(byForm.status()).isEqualTo(200);
        assertThat(byForm.headers().first("Refresh").orElse(""))
                .startsWith("0;url=" + CALLBACK + "?code=");
        assertThat(byForm.headers().first("Content-Security-Policy").orElse(""))
                .contains("form-action 'self'");
        assertThat(ask("crm", "read&prompt=none").status()).isEqualTo(303);

        browser.sending("Sec-Fetch-Site", "cross-site");
        assertThat(ask("crm", "read").status()).isEqualTo(303);
    }

    /// Whoever knew the old password could have logged in with it.
    @Test
    void endsEverySessionAndTokenOfAUserWhosePasswordChanges() {
        String id = made("ann");
        String refresh = redeemed(decide(loggedIn("ann"), "allow"));

        Response changed =
                server.pages
                        .administration()
                        .change()
                        .handle(
                                Requests.withVariables(
                                        Requests.json(
                                                "http://localhost/api/v1/users/" + id,
                                                "{\"password\": \"another good one\"}"),
                                        Map.of("id", id)));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(server.isActive(refresh)).isFalse();
        assertThat(ask("crm", "read").body().text()).contains("type=\"password\"");
        assertThat(server.consents.of("default", "ann")).hasSize(1);
    }

    /// Somebody else may get the name.
    @Test
    void leavesNothingOfADeletedUserToTheNextOfThatName() {
        String id = made("ann");
        String refresh = redeemed(decide(loggedIn("ann"), "allow"));

        Response removed =
                server.pages
                        .administration()
                        .remove()
                        .handle(
                                Requests.withVariables(
                                        Requests.get("http://localhost/api/v1/users/" + id),
                                        Map.of("id", id)));
        made("ann");

        assertThat(removed.status()).isEqualTo(204);
        assertThat(server.isActive(refresh)).isFalse();
        assertThat(asksForConsent(loggedIn("ann"))).isTrue();
    }

    private String made(String username) {
        Response made =
                server.pages
                        .administration()
                        .create()
                        .handle(
                                Requests.json(
                                        "http://localhost/api/v1/users",
                                        "{\"username\": \"%s\", \"password\": \"%s\"}"
                                                .formatted(username, PASSWORD)));
        return Json.parse(made.body().text()).path("id").asString();
    }

    private Response loggedIn(String username) {
        browser.post(LoginFixture.filled(ask("crm", "read"), username, PASSWORD));
        return ask("crm", "read");
    }

    @Test
    void endsWhatAClientHasWithTheConsent() {
        logIn();
        String refresh = redeemed(decide(ask("crm", "read"), "allow"));
        String renewed =
                text(
                        server.asCrm("/token", "grant_type=refresh_token&refresh_token=" + refresh),
                        "refresh_token");
        Response last = server.asCrm("/token", "grant_type=refresh_token&refresh_token=" + renewed);
        Consent consent = server.consents.of("default", "megan").getFirst();

        server.consents.withdraw(consent);

        assertThat(server.isActive(text(last, "access_token"))).isFalse();
        assertThat(
                        error(
                                server.asCrm(
                                        "/token",
                                        "grant_type=refresh_token&refresh_token="
                                                + text(last, "refresh_token"))))
                .isEqualTo("invalid_grant");
        assertThat(asksForConsent(ask("crm", "read"))).isTrue();
    }

    @Test
    void leavesWhatOtherClientsAndUsersHave() {
        logIn();
        decide(ask("spa", "read"), "allow");
        String kept = redeemed(decide(ask("crm", "read"), "allow"));
        List<Consent> all = server.consents.of("default", "megan");
        assertThat(all).hasSize(2);

        server.consents.withdraw(all.getFirst());

        assertThat(server.isActive(kept)).isTrue();
        assertThat(server.consents.of("default", "megan")).containsExactly(all.getLast());
    }

    @Test
    void tellsSinceWhenAClientMayDoWhat() {
        logIn();
        decide(ask("crm", "read"), "allow");
        Instant since = server.clock.instant();
        server.clock.forward(Duration.ofHours(1));
        decide(ask("crm", "write"), "allow");

        assertThat(server.consents.of("default", "megan"))
                .singleElement()
                .satisfies(consent -> {
                    assertThat(consent.scopes().toString()).isEqualTo("read write");
                    assertThat(consent.since()).isEqualTo(since.truncatedTo(ChronoUnit.MILLIS));
                });
    }
}
