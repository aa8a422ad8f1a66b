package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Users connect accounts at authorization servers that others have made: Keycloak, and Node's
/// `oidc-provider`.
class VaultProvidersTest {
    private static final String[] APP = {"Authorization", "Bearer printpixie-key-0123456789"};

    private static Keycloak keycloak;
    private static NodeApp corp;
    private static RunningServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Path directory = Distribution.emptyDirectory("VaultProvidersTest");
        keycloak = Keycloak.start(directory);
        corp =
                NodeApp.start(
                        Path.of("/dev/null"),
                        "oidc-provider.mjs",
                        "grantway",
                        "a-secret-for-the-provider");
        server =
                RunningServer.start(
                        directory,
                        List.of(
                                Path.of("src/test/resources/vault-providers.yaml")
                                        .toAbsolutePath()),
                        Map.of(
                                "KEYCLOAK", keycloak.front().uri().toString(),
                                "KEYCLOAK_SECRET", Keycloak.SECRET,
                                "CORP", corp.says().path("issuer").asString()));
        keycloak.backendUsers("vault", server.at("/connect/callback"), "ann", "ben", "cleo");
        corp.tell(server.at("/connect/callback").toString());
        assertThat(corp.says().path("ready").asBoolean()).isTrue();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        corp.close();
        keycloak.close();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Page opened(String user, String provider) throws IOException {
        Answer session =
                server.client()
                        .json(
                                server.at("/vault/v1/sessions"),
                                "{\"user\":\"%s\",\"providers\":[\"%s\"],\"returnUrl\":\"https://client.example/done\"}"
                                        .formatted(user, provider),
                                APP);
        assertThat(session.status()).as(session.toString()).isEqualTo(201);
        Page page = browser.page();
        // Their pages would like fonts from elsewhere.
        page.route(
                "https://fonts.googleapis.com/**",
                route -> route.fulfill(new Route.FulfillOptions().setContentType("text/css")));
        page.navigate(session.text("url"));
        return page;
    }

    private static Page atKeycloak(String user, String login) throws IOException {
        Page page = opened(user, "company");
        page.waitForURL(keycloak.front().uri() + "/**");
        page.locator("#username").fill(login);
        page.locator("#password").fill(login + "-word");
        page.locator("#kc-login").click();
        return page;
    }

    private static Answer userInfo(String user) throws IOException {
        return get(user + "/proxy/company/protocol/openid-connect/userinfo");
    }

    private static Answer get(String path) throws IOException {
        return server.client().get(server.at("/vault/v1/users/" + path), APP);
    }

    @Test
    void connectsAnAccountAtKeycloak() throws Exception {
        Page page = atKeycloak("ann", "ann");
        page.waitForURL("https://client.example/done**");

        assertThat(page.url()).contains("status=connected");
        assertThat(get("ann/accounts/company").text("label")).isEqualTo("ann");
        Answer answer = userInfo("ann");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo("ann@corp.example");
    }

    @Test
    void refusesAnotherUserOfKeycloakWhereOneIsConnectedAgain() throws Exception {
        atKeycloak("carl", "cleo").waitForURL("https://client.example/done**");
        Page page = atKeycloak("carl", "ann");

        page.locator("#advice").waitFor();
        assertThat(get("carl/accounts/company").text("label")).isEqualTo("cleo");
    }

    /// Keycloak ends the session where a refresh token is used twice.
    @Test
    void renewsRotatedTokensOnceForAllCallers() throws Exception {
        keycloak.backendTokensLast(Duration.ofSeconds(3));
        try {
            atKeycloak("ben", "ben").waitForURL("https://client.example/done**");
            AtomicInteger failed = new AtomicInteger();
            Crowd.of(16)
                    .during(
                            Duration.ofSeconds(10),
                            _ -> {
                                if (userInfo("ben").status() != 200) {
                                    failed.incrementAndGet();
                                }
                            });
            assertThat(failed.get()).isZero();
            assertThat(get("ben/accounts/company").text("state")).isEqualTo("active");
        } finally {
            keycloak.backendTokensLast(Duration.ofMinutes(5));
        }
    }

    @Test
    void connectsAnAccountAtAnOpenIdProvider() throws Exception {
        Page page = opened("dora", "corp");
        page.waitForURL("**/interaction/**");
        page.getByPlaceholder("Enter any login").fill("dora");
        page.getByPlaceholder("and password").fill("whatever");
        press(page, "Sign-in");
        press(page, "Continue");
        page.waitForURL("https://client.example/done**");

        assertThat(page.url()).contains("status=connected");
        assertThat(get("dora/accounts/corp").text("label")).isEqualTo("dora@corp.example");
        assertThat(get("dora/proxy/corp/me").text("sub")).isEqualTo("dora");
    }
}
