package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// docs/guide/migrate-from-password.md: a client that sends passwords, and its successor that does
/// not.
class MigrateFromPasswordTest {
    private static final String CALLBACK = "https://client.example/callback";

    @Test
    void movesAnOldClientWhileTheServerRuns() throws IOException {
        Path directory = Distribution.emptyDirectory("MigrateFromPasswordTest");
        Path config =
                Files.copy(
                        Path.of("src/test/resources/migrate-from-password.yaml"),
                        directory.resolve("grantway.yaml"));
        try (var server = RunningServer.start(directory, List.of(config), Map.of());
                Browser browser = new Browser()) {
            Answer byPassword = byPassword(server, "gentle-otter-42");
            assertThat(byPassword.status()).as(byPassword.toString()).isEqualTo(200);
            assertThat(byPassword(server, "wrong").text("error")).isEqualTo("invalid_grant");
            assertThat(byPage(server, browser, true).text("scope")).isEqualTo("orders.read");

            change(config, "[password, refresh_token]", "[refresh_token]");
            becomes(server, "unauthorized_client");
            Answer renewed =
                    old(
                            server,
                            "grant_type",
                            "refresh_token",
                            "refresh_token",
                            byPassword.text("refresh_token"));
            assertThat(renewed.status()).as(renewed.toString()).isEqualTo(200);

            change(config, "refresh_token, password]", "refresh_token]");
            becomes(server, "unsupported_grant_type");
            assertThat(byPage(server, browser, false).text("scope")).isEqualTo("orders.read");
        }
    }

    private static void becomes(RunningServer server, String error) {
        Waiting.until(
                Duration.ofSeconds(20),
                () -> errorOf(server).equals(error),
                () -> "not " + error + ":\n" + server.log());
    }

    private static String errorOf(RunningServer server) {
        try {
            return byPassword(server, "gentle-otter-42").text("error");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer byPassword(RunningServer server, String password) throws IOException {
        return old(
                server,
                "grant_type",
                "password",
                "username",
                "megan",
                "password",
                password,
                "scope",
                "orders.read");
    }

    private static Answer old(RunningServer server, String... parameters) throws IOException {
        Map<String, String> fields =
                new HashMap<>(Map.of("client_id", "old", "client_secret", "old-secret"));
        for (int i = 0; i < parameters.length; i += 2) {
            fields.put(parameters[i], parameters[i + 1]);
        }
        return server.client().form(server.at("/auth/token"), fields);
    }

    /// The way of the new client.
    ///
    /// @param asked whether the user is asked what it may do
    private static Answer byPage(RunningServer server, Browser browser, boolean asked)
            throws IOException {
        Page page = browser.page();
        page.navigate(
                server.at("/auth/authorize")
                        + "?"
                        + Client.encode(
                                Map.of(
                                        "response_type", "code",
                                        "client_id", "new",
                                        "scope", "orders.read",
                                        "redirect_uri", CALLBACK,
                                        "code_challenge", Pkce.SAMPLE.challenge(),
                                        "code_challenge_method", "S256")));
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill("gentle-otter-42");
        press(page, "Log in");
        if (asked) {
            press(page, "Allow");
        }
        page.waitForURL("https://client.example/**");
        return server.client()
                .form(
                        server.at("/auth/token"),
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "new",
                                "code",
                                Redirect.of(page.url()).query("code"),
                                "redirect_uri",
                                CALLBACK,
                                "code_verifier",
                                Pkce.SAMPLE.verifier()));
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
