package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import io.grantway.testing.TestBrowser.Form;
import org.junit.jupiter.api.Test;

/// Cross-site request forgery against login, consent and logout (RFC 9700 §4.7, RFC 6819 §4.4.1.8).
class LoginCsrfTest {
    private final LoginFixture fixture = LoginFixture.standard();
    private final TestBrowser victim = fixture.browser();

    @Test
    void aForgedConsentApprovesNothing() {
        Form consent = TestBrowser.form(fixture.loggedIn(victim), "consent");
        Form forged = consent.with("decision", "allow").with("token", "");

        Response refused = victim.post(forged);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void theTokenOfAnAttackersOwnSessionApprovesNothingForTheVictim() {
        TestBrowser attacker = fixture.browser();
        Form attackers = TestBrowser.form(fixture.loggedIn(attacker), "consent");
        fixture.loggedIn(victim);

        Response refused = victim.post(attackers.with("decision", "allow"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void aTokenIsGoodForItsOwnAuthorizationRequestOnly() {
        Form consent = TestBrowser.form(fixture.loggedIn(victim), "consent");
        String other = LoginFixture.AUTHORIZE + "/consent?client_id=clientid&scope=email";

        Response refused = victim.post(consent.to(other).with("decision", "allow"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void aTokenIsGoodForItsOwnStepOnly() {
        Response page = fixture.loggedIn(victim);
        String logoutToken = TestBrowser.form(page, "logout").fields().get("token");
        Form consent = TestBrowser.form(page, "consent").with("decision", "allow");

        Response refused = victim.post(consent.with("token", String.valueOf(logoutToken)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void anAttackerCannotLogTheVictimInToTheAttackersAccount() {
        Form attackers =
                LoginFixture.filled(
                        fixture.browser().get(LoginFixture.REQUEST),
                        "megan",
                        LoginFixture.PASSWORD);
        victim.get(LoginFixture.REQUEST);

        Response refused = victim.post(attackers);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(victim.cookies()).doesNotContainKey("__Host-grantway-session");
        assertThat(fixture.sessions.size()).isZero();
    }

    @Test
    void aFormWithoutCookieIsRefusedAndTheNextTrySucceeds() {
        Form form =
                LoginFixture.filled(
                        victim.get(LoginFixture.REQUEST), "megan", LoginFixture.PASSWORD);
        victim.cookies().clear();

        Response refused = victim.post(form);
        Response again = victim.post(LoginFixture.filled(refused, "megan", LoginFixture.PASSWORD));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().text()).contains("role=\"alert\"").contains("value=\"megan\"");
        assertThat(again.status()).isEqualTo(303);
    }

    @Test
    void aBrowserThatSaysTheFormCameFromAnotherSiteIsBelieved() {
        Form consent = TestBrowser.form(fixture.loggedIn(victim), "consent");

        Response refused =
                victim.sending("Sec-Fetch-Site", "same-site")
                        .post(consent.with("decision", "allow"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.authorization.approved()).isEmpty();
    }

    @Test
    void aForgedLogoutEndsNoSession() {
        Form logout = TestBrowser.form(fixture.loggedIn(victim), "logout");

        Response refused = victim.post(logout.with("token", "x"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.sessions.size()).isEqualTo(1);
    }

    @Test
    void aConsentShownToOneUserIsNotGivenByTheNext() {
        Response shown = fixture.loggedIn(victim);
        Form first = TestBrowser.form(shown, "consent");
        victim.post(TestBrowser.form(shown, "logout"));
        fixture.loggedIn(victim);

        Response refused = victim.post(first.with("decision", "allow"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fixture.authorization.approved()).isEmpty();
    }
}
