package io.grantway.acceptance;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Apps made with libraries of others log a user in at a built-in authorization server, unchanged.
class AuthorizationServerTest {
    private static RunningServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server =
                RunningServer.start(
                        Distribution.emptyDirectory("AuthorizationServerTest"),
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

    private static String logIn(String address) {
        Page page = browser.page();
        page.navigate(address);
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill("gentle-otter-42");
        press(page, "Log in");
        // Asked once for each client and server.
        if (!page.url().startsWith("https://client.example/")) {
            assertThat(page.content()).contains("orders.read");
            press(page, "Allow");
        }
        page.waitForURL("https://client.example/**");
        return page.url();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @ParameterizedTest
    @CsvSource({
        "auth, crm, crm-secret, https://client.example/callback",
        "auth, spa, '', https://client.example/spa",
        "opaque, crm, crm-secret, https://client.example/callback",
    })
    void logsAUserOfAnOpenidClientAppIn(
            String issuer, String client, String secret, String redirectUri) {
        try (NodeApp app =
                NodeApp.start(
                        server.certificate(),
                        "openid-client.mjs",
                        server.at("/" + issuer).toString(),
                        client,
                        secret,
                        redirectUri)) {
            app.tell(logIn(app.says().path("authorize").asString()));

            JsonNode seen = app.says();
            assertThat(seen.path("claims").path("sub").asString()).isEqualTo("megan");
            assertThat(seen.path("claims").path("aud").asString()).isEqualTo(client);
            assertThat(seen.path("user").path("name").asString()).isEqualTo("Megan Ray");
            assertThat(seen.path("scope").asString()).isEqualTo("openid profile orders.read");
            assertThat(seen.path("replayed").asString()).isEqualTo("invalid_grant");
            if (!secret.isEmpty()) {
                JsonNode machine = app.says();
                assertThat(machine.path("before").path("active").asBoolean()).isTrue();
                assertThat(machine.path("before").path("client_id").asString()).isEqualTo("crm");
                assertThat(machine.path("after").path("active").asBoolean()).isFalse();
                assertThat(machine.path("stolen").path("active").asBoolean()).isFalse();
            }
        }
    }

    @Test
    void takesAppsThatRegisterThemselves() {
        try (NodeApp app =
                NodeApp.start(
                        server.certificate(),
                        "registration.mjs",
                        server.at("/auth").toString(),
                        "a-token-to-register-apps-with",
                        "https://client.example/self-made")) {
            JsonNode start = app.says();
            assertThat(start.path("refused").asString()).isNotEqualTo("registered");
            app.tell(logIn(start.path("authorize").asString()));

            JsonNode seen = app.says();
            assertThat(seen.path("scope").asString()).isEqualTo("openid orders.read");
            assertThat(seen.path("machine").asString()).isEqualTo("orders.read");
            assertThat(seen.path("name").asString()).isEqualTo("Self-made");
            assertThat(seen.path("same").asBoolean()).isTrue();
            assertThat(seen.path("gone").asInt()).isEqualTo(204);
        }
    }

    @Test
    void letsADeviceInThatHasNoBrowser() {
        try (NodeApp app =
                NodeApp.start(
                        server.certificate(),
                        "openid-device.mjs",
                        server.at("/auth").toString(),
                        "spa")) {
            JsonNode shown = app.says();
            Page page = browser.page();
            page.navigate(shown.path("verification_uri").asString());
            page.getByLabel("Code").fill(shown.path("user_code").asString().toLowerCase(ROOT));
            press(page, "Continue");
            page.getByLabel("Username").fill("megan");
            page.getByLabel("Password").fill("gentle-otter-42");
            press(page, "Log in");
            assertThat(page.content())
                    .contains(shown.path("user_code").asString(), "See your orders");
            press(page, "Allow");
            assertThat(page.getByRole(AriaRole.HEADING).textContent())
                    .isEqualTo("Your device is connected");

            JsonNode seen = app.says();
            assertThat(seen.path("claims").path("sub").asString()).isEqualTo("megan");
            assertThat(seen.path("user").path("name").asString()).isEqualTo("Megan Ray");
            assertThat(seen.path("scope").asString()).isEqualTo("openid profile orders.read");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void logsAUserOutWhomAnApplicationSends() {
        Page page = browser.page();
        page.navigate(
                server.at(
                                "/auth/authorize?response_type=code&client_id=crm&scope=orders.read"
                                        + "&code_challenge="
                                        + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                                        + "&code_challenge_method=S256")
                        .toString());
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill("gentle-otter-42");
        press(page, "Log in");
        String logout = server.at("/auth/end_session").toString();

        page.navigate(
                logout
                        + "?client_id=crm&state=s1&post_logout_redirect_uri="
                        + "https://client.example/bye");
        assertThat(page.content()).contains("Megan Ray");
        press(page, "Log out");
        page.waitForURL("https://client.example/bye?state=s1");

        page.navigate(logout);
        assertThat(page.getByRole(AriaRole.HEADING).textContent()).isEqualTo("You are logged out");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void bindsEverythingOfAnOauth4webapiAppToItsKey() {
        try (NodeApp app =
                NodeApp.start(
                        server.certificate(),
                        "oauth4webapi.mjs",
                        server.at("/bound").toString(),
                        "bank",
                        "https://client.example/bank",
                        "orders-api")) {
            app.tell(logIn(app.says().path("authorize").asString()));

            JsonNode seen = app.says();
            assertThat(seen.path("type").asString()).isEqualTo("dpop");
            assertThat(seen.path("sub").asString()).isEqualTo("megan");
            assertThat(seen.path("user").path("name").asString()).isEqualTo("Megan Ray");
            assertThat(seen.path("bearer").asString()).isEqualTo("invalid_token");
            assertThat(seen.path("renewed").asString()).isEqualTo("dpop");
            assertThat(seen.path("scope").asString()).isEqualTo("openid profile orders.read");
            assertThat(seen.path("api").asString()).isEqualTo("megan");
            assertThat(seen.path("nonces").asInt()).isEqualTo(1);
            JsonNode machine = app.says();
            assertThat(machine.path("before").path("token_type").asString()).isEqualTo("DPoP");
            assertThat(machine.path("signed").path("cnf").path("jkt").asString())
                    .isEqualTo(machine.path("thumbprint").asString());
            assertThat(machine.path("signed").path("client_id").asString()).isEqualTo("bank");
            assertThat(machine.path("after").path("active").asBoolean(true)).isFalse();
        }
    }
}
