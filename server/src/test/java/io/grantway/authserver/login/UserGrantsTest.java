package io.grantway.authserver.login;

import static io.grantway.testing.PagesFixture.CALLBACK;
import static io.grantway.testing.PagesFixture.PASSWORD;
import static io.grantway.testing.PagesFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.AuthorizationPages.UserGrants;
import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.Passkey;
import io.grantway.authserver.PublicCredential;
import io.grantway.authserver.TotpKey;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What administrators see of what a user has got, and what they end.
class UserGrantsTest {
    private final PagesFixture server = new PagesFixture();
    private final UserGrants grants = server.pages.administration().grants();
    private final TestBrowser browser = server.browser();
    private final String megan = megan();

    private String megan() {
        Response list =
                server.pages
                        .administration()
                        .list()
                        .handle(Requests.get("http://localhost/api/v1/users"));
        return json(list).path("data").path(0).path("id").asString();
    }

    private Response call(Handler handler, String user, String... variables) {
        Map<String, String> all = new HashMap<>(Map.of("id", user));
        for (int i = 0; i < variables.length; i += 2) {
            all.put(variables[i], variables[i + 1]);
        }
        return handler.handle(
                Requests.withVariables(Requests.get("http://localhost/api/v1/users/" + user), all));
    }

    private JsonNode list(Handler handler) {
        Response response = call(handler, megan);
        assertThat(response.status()).isEqualTo(200);
        return json(response).path("data");
    }

    private Response ask(TestBrowser at) {
        return at.get(PagesFixture.authorize("crm", "read") + "&redirect_uri=" + CALLBACK);
    }

    private void loggedIn(TestBrowser at) {
        at.post(LoginFixture.filled(ask(at), "megan", PASSWORD));
    }

    private void assertMissing(Handler handler, String user, String... variables) {
        assertThatThrownBy(() -> call(handler, user, variables))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
    }

    private void passkey(String id) {
        server.passkeys.add(
                new Passkey(
                        id,
                        UUID.fromString(megan),
                        "default",
                        "megan",
                        "aGFuZGxl",
                        "Phone",
                        PublicCredential.of(new byte[] {1}),
                        0,
                        false,
                        server.clock.instant()));
    }

    private void app() {
        server.factors.save(
                new AuthenticatorApp(UUID.fromString(megan), TotpKey.fresh(new SecureRandom()), 0),
                List.of());
    }

    @Test
    void showsSessionsAndEndsOneOrAll() {
        TestBrowser other = server.browser();
        loggedIn(other);
        loggedIn(browser);
        JsonNode sessions = list(grants.sessions());
        assertThat(sessions).hasSize(2);
        assertThat(sessions.path(0).path("address").asString()).isEqualTo("192.0.2.1");
        assertThat(sessions.path(0).path("methods").path(0).asString()).isEqualTo("pwd");
        String id = sessions.path(0).path("id").asString();

        assertThat(call(grants.endSession(), megan, "session", id).status()).isEqualTo(204);
        assertThat(list(grants.sessions())).hasSize(1);
        assertMissing(grants.endSession(), megan, "session", id);

        assertThat(call(grants.endSessions(), megan).status()).isEqualTo(204);
        assertThat(list(grants.sessions())).isEmpty();
        assertThat(ask(browser).body().text()).contains("name=\"password\"");
        assertThat(ask(other).body().text()).contains("name=\"password\"");
    }

    @Test
    void showsConsentsAndWithdrawsOneOrAll() {
        loggedIn(browser);
        browser.post(TestBrowser.form(ask(browser), "consent").with("decision", "allow"));
        JsonNode consent = list(grants.consents()).path(0);
        assertThat(consent.path("scopes").path(0).asString()).isEqualTo("read");
        String client = consent.path("id").asString();

        assertMissing(grants.withdrawConsent(), megan, "client", "nobody");
        assertThat(call(grants.withdrawConsent(), megan, "client", client).status()).isEqualTo(204);
        Response again = ask(browser);
        assertThat(again.body().text()).contains("value=\"deny\"");

        browser.post(TestBrowser.form(again, "consent").with("decision", "allow"));
        assertThat(call(grants.withdrawConsents(), megan).status()).isEqualTo(204);
        assertThat(list(grants.consents())).isEmpty();
    }

    @Test
    void showsSecondFactorsWithoutTheirKeysAndRemovesOne() {
        app();
        passkey("one");
        passkey("two");
        JsonNode factors = list(grants.factors());
        assertThat(factors.valueStream().map(each -> each.path("kind").asString()))
                .containsExactly("authenticator-app", "passkey", "passkey");
        assertThat(factors.toString()).doesNotContain("key\":", "credential", "handle");

        assertThat(call(grants.removeFactor(), megan, "factor", "one").status()).isEqualTo(204);
        assertThat(call(grants.removeFactor(), megan, "factor", "authenticator-app").status())
                .isEqualTo(204);

        assertThat(list(grants.factors())).hasSize(1);
        assertMissing(grants.removeFactor(), megan, "factor", "authenticator-app");
        assertMissing(grants.removeFactor(), megan, "factor", "one");
    }

    private void linked(String subject) {
        server.identities.link(
                new LinkedIdentity(
                        "default",
                        "https://corp.example",
                        subject,
                        UUID.fromString(megan),
                        "megan@corp.example",
                        server.clock.instant()));
    }

    @Test
    void showsLinkedAccountsAndRemovesOneOrAll() {
        linked("one");
        server.clock.forward(Duration.ofSeconds(1));
        linked("two");
        linked("three");
        JsonNode links = list(grants.links());
        assertThat(links).hasSize(3);
        JsonNode first = links.path(0);
        assertThat(first.path("issuer").asString()).isEqualTo("https://corp.example");
        assertThat(first.path("subject").asString()).isEqualTo("one");
        assertThat(first.path("name").asString()).isEqualTo("megan@corp.example");
        assertThat(first.path("since").asString()).isEqualTo("2026-03-01T12:00:00Z");
        String id = first.path("id").asString();

        assertThat(call(grants.removeLink(), megan, "link", id).status()).isEqualTo(204);
        assertThat(list(grants.links()).valueStream().map(each -> each.path("subject").asString()))
                .containsExactly("two", "three");
        assertMissing(grants.removeLink(), megan, "link", id);

        assertThat(call(grants.removeLinks(), megan).status()).isEqualTo(204);
        assertThat(list(grants.links())).isEmpty();
    }

    @Test
    void letsAUserInAgainWhoHasLostTheirSecondFactor() {
        app();
        passkey("one");
        loggedIn(browser);
        assertThat(ask(browser).body().text()).contains("Second step");

        assertThat(call(grants.resetFactors(), megan).status()).isEqualTo(204);

        assertThat(list(grants.factors())).isEmpty();
        TestBrowser later = server.browser();
        loggedIn(later);
        assertThat(ask(later).body().text()).contains("value=\"deny\"");
    }

    @Test
    void knowsNobodyElse() {
        String nobody = new UUID(9, 9).toString();

        for (Handler handler :
                List.of(
                        grants.sessions(),
                        grants.endSessions(),
                        grants.consents(),
                        grants.withdrawConsents(),
                        grants.factors(),
                        grants.resetFactors(),
                        grants.links(),
                        grants.removeLinks())) {
            assertMissing(handler, nobody);
        }
    }
}
