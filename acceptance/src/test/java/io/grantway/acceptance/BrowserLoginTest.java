package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Scenario 1, step 6: a user logs in and consents in a real browser.
class BrowserLoginTest {
    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    private static Browser browser;

    @BeforeAll
    static void openTheBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void closeTheBrowser() {
        browser.close();
    }

    private static String address(String... more) {
        Map<String, String> query = new TreeMap<>();
        query.put("client_id", "clientid");
        query.put("response_type", "code");
        query.put("scope", "read");
        query.put("state", "a/b c");
        for (int i = 0; i < more.length; i += 2) {
            query.put(more[i], more[i + 1]);
        }
        return SCENARIO.at(SampleClient.AUTHORIZE) + "?" + Client.encode(query);
    }

    private static void logIn(Page page, String password) {
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill(password);
        press(page, "Log in");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Redirect backAtTheClient(Page page) {
        page.waitForURL("https://client.example/**");
        return Redirect.of(page.url());
    }

    @Test
    void endsWithATokenThatSaysWhoLoggedIn() throws Exception {
        Page page = browser.page();
        page.navigate(
                address(
                        "code_challenge",
                        Pkce.SAMPLE.challenge(),
                        "code_challenge_method",
                        "S256"));
        logIn(page, "gentle-otter-42");
        assertThat(page.getByRole(AriaRole.HEADING).first().textContent()).contains("SampleApp");
        assertThat(page.content()).contains("read");
        press(page, "Allow");
        Redirect back = backAtTheClient(page);
        assertThat(back.query("state")).isEqualTo("a/b c");

        SampleClient app = new SampleClient(SCENARIO.server());
        Answer token =
                app.token(
                        "grant_type",
                        "authorization_code",
                        "code",
                        back.query("code"),
                        "code_verifier",
                        Pkce.SAMPLE.verifier());
        assertThat(token.status()).as(token.toString()).isEqualTo(200);
        String bearer = "Bearer " + token.text("access_token");
        Answer echo = SCENARIO.client().get(SCENARIO.at("/event/echo"), "Authorization", bearer);
        assertThat(echo.json().path("headers").path("x-authenticated-userid").path(0).asString())
                .isEqualTo("megan");
        assertThat(app.event(token.text("access_token")).body()).isEqualTo(SampleApi.EVENT);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void endsWithATokenInTheFragmentWhereTheImplicitGrantIsOn() throws Exception {
        Page page = browser.page();
        page.navigate(address("response_type", "token"));
        logIn(page, "gentle-otter-42");
        press(page, "Allow");
        String token = backAtTheClient(page).fragment("access_token");
        assertThat(new SampleClient(SCENARIO.server()).event(token).status()).isEqualTo(200);
    }

    @Test
    void saysThatAPasswordIsWrongAndLetsTheUserTryAgain() {
        Page page = browser.page();
        page.navigate(address());
        logIn(page, "guess");
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("wrong");
        assertThat(page.getByLabel("Username").inputValue()).isEqualTo("megan");
        assertThat(page.getByLabel("Password").inputValue()).isEmpty();
        logIn(page, "gentle-otter-42");
        press(page, "Allow");
        assertThat(backAtTheClient(page).query("code")).isNotEmpty();
    }

    @Test
    void tellsTheClientThatTheUserRefused() {
        Page page = browser.page();
        page.navigate(address());
        logIn(page, "gentle-otter-42");
        press(page, "Deny");
        Redirect back = backAtTheClient(page);
        assertThat(back.query("error")).isEqualTo("access_denied");
        assertThat(back.query("state")).isEqualTo("a/b c");
    }

    @Test
    void neverSendsTheUserToAnAddressThatIsNotRegistered() {
        Page page = browser.page();
        page.navigate(address("redirect_uri", "https://evil.example/"));
        assertThat(page.url()).startsWith("https://localhost:");
        assertThat(page.getByRole(AriaRole.HEADING).first().textContent())
                .contains("cannot be trusted");
    }

    @Test
    void remembersTheLoginAndAsksForConsentOnly() {
        Page page = browser.page();
        page.navigate(address());
        logIn(page, "gentle-otter-42");
        press(page, "Allow");
        backAtTheClient(page);
        page.navigate(address("scope", "write"));
        assertThat(page.getByLabel("Password").count()).isZero();
        press(page, "Allow");
        assertThat(backAtTheClient(page).query("code")).isNotEmpty();
    }
}
