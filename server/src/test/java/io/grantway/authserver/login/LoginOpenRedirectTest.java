package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import io.grantway.testing.TestBrowser.Form;
import org.junit.jupiter.api.Test;

/// Open redirection through the pages (RFC 9700 §4.11), and forms handed on by a redirect (§4.12).
class LoginOpenRedirectTest {
    private static final String EVIL = "&redirect_uri=https%3A%2F%2Fevil.example%2F";

    private final LoginFixture fixture = LoginFixture.standard();
    private final TestBrowser browser = fixture.browser();

    @Test
    void neverRedirectsToAnAddressThatIsNotRegistered() {
        Response refused = browser.get(LoginFixture.REQUEST + EVIL);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().first("Location")).isEmpty();
        assertThat(refused.body().text())
                .contains("This link cannot be trusted")
                .doesNotContain("evil.example");
    }

    @Test
    void checksTheRequestAgainAtEveryStep() {
        Form consent = TestBrowser.form(fixture.loggedIn(browser), "consent");

        Response refused = browser.post(consent.to(consent.action() + EVIL));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().first("Location")).isEmpty();
    }

    @Test
    void comesBackToItselfAfterLoginWhateverTheRequestSays() {
        Response login = browser.get(LoginFixture.REQUEST + "&next=https%3A%2F%2Fevil.example");
        Response sent = browser.post(LoginFixture.filled(login, "megan", LoginFixture.PASSWORD));

        assertThat(TestBrowser.location(sent)).startsWith(LoginFixture.AUTHORIZE + "?");
    }

    @Test
    void showsARefusalInsteadOfRedirectingAForm() {
        Form login =
                LoginFixture.filled(
                        browser.get(LoginFixture.REQUEST), "megan", LoginFixture.PASSWORD);

        Response refused =
                browser.post(
                        login.to(LoginFixture.AUTHORIZE + "/login?client_id=clientid&scope=x"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().first("Location")).isEmpty();
        assertThat(refused.body().text())
                .contains("href=\"https://client.example/callback?error=invalid_scope\"");
    }

    @Test
    void everyRedirectAfterAFormDropsTheForm() {
        Response login = browser.get(LoginFixture.REQUEST);
        Response sent = browser.post(LoginFixture.filled(login, "megan", LoginFixture.PASSWORD));

        assertThat(sent.status()).isEqualTo(303);
        assertThat(TestBrowser.location(sent))
                .doesNotContain("megan")
                .doesNotContain("password")
                .doesNotContain("token");
    }
}
