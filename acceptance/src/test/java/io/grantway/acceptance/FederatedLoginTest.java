package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Users log in by a company's OpenID provider, which others have made (`oidc-provider`).
class FederatedLoginTest {
    private static NodeApp provider;
    private static RunningServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        provider =
                NodeApp.start(
                        Path.of("/dev/null"),
                        "oidc-provider.mjs",
                        "grantway",
                        "a-secret-for-the-provider");
        server =
                RunningServer.start(
                        Distribution.emptyDirectory("FederatedLoginTest"),
                        List.of(
                                Path.of("src/test/resources/federated-login.yaml")
                                        .toAbsolutePath()),
                        Map.of("CORP_ISSUER", provider.says().path("issuer").asString()));
        provider.tell(
                server.at("/auth/authorize/callback/corp")
                        + " "
                        + server.at("/linking/authorize/callback/corp"));
        assertThat(provider.says().path("ready").asBoolean()).isTrue();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        provider.close();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /// At the provider's own pages.
    private static void logInAtCorp(Page page, String name) {
        page.waitForURL("**/interaction/**");
        page.getByPlaceholder("Enter any login").fill(name);
        page.getByPlaceholder("and password").fill("whatever");
        press(page, "Sign-in");
        press(page, "Continue");
    }

    /// @param walk through the pages, from our login page on
    private static JsonNode claims(String issuer, Consumer<Page> walk) {
        try (NodeApp app =
                NodeApp.start(
                        server.certificate(),
                        "openid-client.mjs",
                        server.at("/" + issuer).toString(),
                        "crm",
                        "crm-secret",
                        "https://client.example/callback")) {
            Page page = browser.page();
            // The provider's pages would like a font from elsewhere.
            page.route(
                    "https://fonts.googleapis.com/**",
                    route -> route.fulfill(new Route.FulfillOptions().setContentType("text/css")));
            page.navigate(app.says().path("authorize").asString());
            walk.accept(page);
            // Asked once for each user.
            Locator allow =
                    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow"));
            page.waitForCondition(() -> isBack(page) || allow.isVisible());
            if (!isBack(page)) {
                allow.click();
            }
            page.waitForURL("https://client.example/**");
            assertThat(browser.complaints()).isEmpty();
            app.tell(page.url());
            return app.says().path("claims");
        }
    }

    private static boolean isBack(Page page) {
        return page.url().startsWith("https://client.example/");
    }

    private static void byCorp(Page page, String name) {
        press(page, "Log in with Acme Corp");
        logInAtCorp(page, name);
        page.waitForURL(url ->
                url.startsWith(server.at("/").toString())
                        || url.startsWith("https://client.example/"));
    }

    @Test
    void makesAnAccountAtTheFirstLoginAndFindsItAtTheSecond() throws Exception {
        JsonNode first = claims("auth", page -> byCorp(page, "ann"));
        assertThat(first.path("sub").asString()).isEqualTo("ann");
        assertThat(first.path("acr").asString()).isEqualTo("1");

        assertThat(claims("auth", page -> byCorp(page, "ann")).path("sub").asString())
                .isEqualTo("ann");
        JsonNode users = AdminClient.of(server).get("/api/v1/users").json().path("data");
        assertThat(
                        users.valueStream()
                                .filter(user -> user.path("username").asString().startsWith("ann")))
                .singleElement()
                .satisfies(
                        user -> assertThat(user.path("name").asString()).isEqualTo("Ann of Corp"));
    }

    @Test
    void neverGivesTheAccountOfAUserWhoseNameIsTyped() {
        assertThat(claims("auth", page -> byCorp(page, "megan")).path("sub").asString())
                .isEqualTo("megan-2");
    }

    @Test
    void linksAnAccountAfterALoginAtBoth() {
        JsonNode linked =
                claims(
                        "linking",
                        page -> {
                            byCorp(page, "mmiller");
                            assertThat(page.getByRole(AriaRole.HEADING).textContent())
                                    .isEqualTo("Link your accounts");
                            assertThat(page.content()).contains("mmiller@corp.example");
                            page.getByLabel("Username").fill("megan");
                            page.getByLabel("Password").fill("gentle-otter-42");
                            press(page, "Log in and link");
                        });
        assertThat(linked.path("sub").asString()).isEqualTo("megan");

        assertThat(claims("linking", page -> byCorp(page, "mmiller")).path("sub").asString())
                .isEqualTo("megan");
    }

    @Test
    void tellsOnTheLoginPageThatAProviderIsDownAndLetsTheUserGoOn() {
        JsonNode claims =
                claims(
                        "auth",
                        page -> {
                            press(page, "Log in with Partner");
                            assertThat(page.getByRole(AriaRole.ALERT).textContent())
                                    .contains("Partner cannot be reached");
                            browser.complaints().clear();
                            page.getByLabel("Username").fill("megan");
                            page.getByLabel("Password").fill("gentle-otter-42");
                            press(page, "Log in");
                        });
        assertThat(claims.path("sub").asString()).isEqualTo("megan");
    }

    @Test
    void comesBackToTheLoginPageWhereTheUserWouldNot() {
        JsonNode claims =
                claims(
                        "auth",
                        page -> {
                            press(page, "Log in with Acme Corp");
                            page.waitForURL("**/interaction/**");
                            page.getByText("[ Cancel ]").click();
                            assertThat(page.getByRole(AriaRole.ALERT).textContent())
                                    .contains("The login with Acme Corp was cancelled");
                            page.getByLabel("Username").fill("megan");
                            page.getByLabel("Password").fill("gentle-otter-42");
                            press(page, "Log in");
                        });
        assertThat(claims.path("sub").asString()).isEqualTo("megan");
    }

    @Test
    void keepsTheProvidersSecretOutOfTheLog() {
        claims("auth", page -> byCorp(page, "zoe"));

        assertThat(server.log())
                .contains("user=zoe provider=corp")
                .doesNotContain("a-secret-for-the-provider");
    }
}
