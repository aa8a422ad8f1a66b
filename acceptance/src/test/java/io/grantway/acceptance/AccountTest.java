package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A user looks after their account in a real browser.
class AccountTest {
    private static final String CALLBACK = "https://client.example/callback";

    private static RunningServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server =
                RunningServer.start(
                        Distribution.emptyDirectory("AccountTest"),
                        List.of(
                                Path.of("src/test/resources/authorization-server.yaml")
                                        .toAbsolutePath()),
                        Map.of());
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    private static String authorize() {
        return server.at(
                        "/auth/authorize?"
                                + Client.encode(
                                        Map.of(
                                                "response_type",
                                                "code",
                                                "client_id",
                                                "crm",
                                                "scope",
                                                "orders.read",
                                                "code_challenge",
                                                Pkce.SAMPLE.challenge(),
                                                "code_challenge_method",
                                                "S256")))
                .toString();
    }

    private static String account() {
        return server.at("/auth/account").toString();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Page loggedIn(String address) {
        Page page = browser.page();
        page.navigate(address);
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill("gentle-otter-42");
        press(page, "Log in");
        return page;
    }

    private static Answer token(String... fields) throws Exception {
        Map<String, String> all =
                new HashMap<>(Map.of("client_id", "crm", "client_secret", "crm-secret"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return server.client().form(server.at("/auth/token"), all);
    }

    @Test
    void takesBackWhatAnApplicationMayDo() throws Exception {
        Page page = loggedIn(authorize());
        press(page, "Allow");
        page.waitForURL("https://client.example/**");
        Answer given =
                token(
                        "grant_type",
                        "authorization_code",
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        Pkce.SAMPLE.verifier(),
                        "code",
                        Redirect.of(page.url()).query("code"));
        assertThat(given.status()).as(given.toString()).isEqualTo(200);

        page.navigate(account());
        assertThat(page.content()).contains("CRM", "See your orders");
        press(page, "Withdraw: CRM");

        assertThat(page.content()).doesNotContain("CRM");
        Answer refused =
                token("grant_type", "refresh_token", "refresh_token", given.text("refresh_token"));
        assertThat(refused.text("error")).isEqualTo("invalid_grant");
        page.navigate(authorize());
        assertThat(page.getByRole(AriaRole.HEADING).first().textContent()).contains("CRM");
        assertThat(page.content()).contains("See your orders");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void logsAnotherBrowserOut() {
        Page other = loggedIn(account());
        Page here = loggedIn(account());
        assertThat(here.getByText("this browser").count()).isEqualTo(1);

        press(here, "End all others");

        other.reload();
        assertThat(other.getByLabel("Password").count()).isEqualTo(1);
        here.reload();
        assertThat(here.getByText("this browser").count()).isEqualTo(1);
        assertThat(browser.complaints()).isEmpty();
    }
}
