package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A user makes a passkey in a real browser and logs in with it, without a password.
class PasskeyTest {
    private static final String CALLBACK = "https://client.example/callback";

    private static RunningServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server =
                RunningServer.start(
                        Distribution.emptyDirectory("PasskeyTest"),
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
                                                "openid orders.read",
                                                "nonce",
                                                "n1",
                                                "code_challenge",
                                                Pkce.SAMPLE.challenge(),
                                                "code_challenge_method",
                                                "S256")))
                .toString();
    }

    private static String factors() {
        return server.at("/auth/account/factors").toString();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void withPassword(Page page) {
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill("gentle-otter-42");
        press(page, "Log in");
    }

    private static JsonNode idToken(String code) throws Exception {
        Answer answer =
                server.client()
                        .form(
                                server.at("/auth/token"),
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "client_id",
                                        "crm",
                                        "client_secret",
                                        "crm-secret",
                                        "redirect_uri",
                                        CALLBACK,
                                        "code_verifier",
                                        Pkce.SAMPLE.verifier(),
                                        "code",
                                        code));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        byte[] claims = Base64.getUrlDecoder().decode(answer.text("id_token").split("\\.", -1)[1]);
        return new JsonMapper().readTree(new String(claims, StandardCharsets.UTF_8));
    }

    @Test
    void logsAUserInWithoutAPasswordUntilThePasskeyIsRemoved() throws Exception {
        Page home = browser.page();
        SecurityKey key = SecurityKey.at(home);
        home.navigate(factors());
        withPassword(home);
        home.getByLabel("Name for the new passkey").fill("Megan’s laptop");
        press(home, "Make a passkey");
        home.getByText("Megan’s laptop").waitFor();
        assertThat(browser.complaints()).isEmpty();

        Page elsewhere = browser.page();
        key.plugInto(elsewhere);
        elsewhere.navigate(authorize());
        press(elsewhere, "Log in with a passkey");
        press(elsewhere, "Allow");
        elsewhere.waitForURL("https://client.example/**");
        JsonNode claims = idToken(Redirect.of(elsewhere.url()).query("code"));
        assertThat(claims.path("sub").asString()).isEqualTo("megan");
        assertThat(claims.path("acr").asString()).isEqualTo("2");
        assertThat(claims.path("amr").valueStream().map(JsonNode::asString))
                .containsExactly("hwk", "user", "mfa");
        assertThat(browser.complaints()).isEmpty();

        elsewhere.navigate(factors());
        press(elsewhere, "Remove: Megan’s laptop");
        assertThat(elsewhere.content()).doesNotContain("Megan’s laptop");
        Page later = browser.page();
        key.plugInto(later);
        later.navigate(authorize());
        press(later, "Log in with a passkey");
        assertThat(later.getByRole(AriaRole.ALERT).first().textContent())
                .contains("This passkey was not accepted");
    }
}
