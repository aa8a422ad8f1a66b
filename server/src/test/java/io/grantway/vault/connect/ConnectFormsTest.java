package io.grantway.vault.connect;

import static io.grantway.testing.ConnectFixture.account;
import static io.grantway.testing.ConnectFixture.back;
import static io.grantway.testing.ConnectFixture.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.ConnectFixture;
import io.grantway.testing.ConnectFixture.Browser;
import io.grantway.vault.Access;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.Access.Revocation;
import io.grantway.vault.Access.Revocation.Style;
import io.grantway.vault.Accounts.Got;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.Provider;
import io.grantway.vault.Template;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectFormsTest {
    private final ConnectFixture vault = new ConnectFixture();

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @Test
    void takesAKeyThatTheProviderTakes() {
        vault.provider(
                "notes",
                new Access.ApiKey(Optional.of("Settings, then Keys")),
                Optional.of(vault.info()),
                List.of());
        vault.backend.answering(one ->
                one.header("Authorization").equals("Bearer good-key")
                        ? Answer.of(200, "{\"id\":\"u-1\"}")
                        : Answer.of(401, "{}"));
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(""));
        assertThat(page.body().text()).contains("Settings, then Keys", "type=\"password\"");

        Response wrong = browser.submit(page, Map.of("key", "bad-key"));
        ConnectTest.assertPage(wrong, 403, "does not accept");
        assertThat(wrong.body().text()).doesNotContain("bad-key");
        Response done =
                browser.submit(
                        browser.visit(
                                ConnectFixture.between(
                                        wrong.body().text(), "primary\" href=\"", "\"")),
                        Map.of("key", "good-key"));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().text()).contains("status=connected").doesNotContain("good-key");
        assertThat(vault.accounts.kept(account("notes")).orElseThrow().got())
                .isEqualTo(new Got.Fixed(new FixedCredential.Key(Secret.of("good-key"))));
    }

    @Test
    void takesANameAndAPassword() {
        vault.provider("mail", new Access.Basic(Optional.empty()), Optional.empty(), List.of());
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(""));

        Response half = browser.submit(page, Map.of("username", "megan", "password", ""));
        assertThat(half.status()).isEqualTo(400);
        assertThat(half.body().text()).contains("id=\"password-mistake\"", "value=\"megan\"");
        browser.submit(half, Map.of("username", "megan", "password", "hush"));
        assertThat(vault.accounts.kept(account("mail")).orElseThrow().got())
                .isEqualTo(new Got.Fixed(new FixedCredential.UserPass("megan", Secret.of("hush"))));
    }

    @Test
    void takesATenantsOwnClient() {
        vault.oauth2("crm", Flow.CLIENT_CREDENTIALS);
        vault.backend.answering(one ->
                one.text().contains("client_id=tenant&client_secret=word")
                        ? Answer.of(200, "{\"access_token\":\"AT\"}")
                        : Answer.of(401, "{\"error\":\"invalid_client\"}"));
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(""));
        Response done =
                browser.submit(page, Map.of("client_id", "tenant", "client_secret", "word"));

        assertThat(done.body().text()).contains("status=connected").doesNotContain("word\"");
        assertThat(vault.accounts.kept(account("crm")).orElseThrow().got())
                .isInstanceOfSatisfying(
                        Got.OwnClient.class, own -> assertThat(own.clientId()).isEqualTo("tenant"));
    }

    @Test
    void showsADeviceCodeAndGoesOnWhenItWasTyped() {
        vault.oauth2("tv", Flow.DEVICE_CODE);
        String[] answer = {"{\"error\":\"authorization_pending\"}"};
        vault.backend.answering(one ->
                one.target().equals("/device")
                        ? Answer.of(
                                200,
                                "{\"device_code\":\"DC-1\",\"user_code\":\"WDJB-MJHT\","
                                        + "\"verification_uri\":\"https://tv.example/go\","
                                        + "\"expires_in\":600,\"interval\":5}")
                        : one.target().equals("/token")
                                ? Answer.of(answer[0].contains("error") ? 400 : 200, answer[0])
                                : Answer.of(200, "{\"id\":\"u-1\"}"));
        Browser browser = vault.browser();
        Response page = browser.visit(vault.link(""));

        assertThat(page.body().text())
                .contains("WDJB-MJHT", "https://tv.example/go")
                .doesNotContain("DC-1");
        String here =
                ConnectFixture.between(
                        page.headers().first("Refresh").orElseThrow() + ";", "url=", ";");
        browser.get(here);
        assertThat(asked("/token")).isZero();
        vault.clock.forward(Duration.ofSeconds(6));
        assertThat(browser.get(here).body().text()).contains("WDJB-MJHT");
        assertThat(asked("/token")).isEqualTo(1);
        answer[0] = "{\"access_token\":\"AT\"}";
        vault.clock.forward(Duration.ofSeconds(6));
        assertThat(location(browser.get(here))).contains("status=connected");
        assertThat(vault.accounts.kept(account("tv"))).isPresent();
    }

    private long asked(String target) {
        return vault.backend.asked().stream().filter(one -> one.target().equals(target)).count();
    }

    @Test
    void connectsByOAuth1AndTakesNoOtherTokensVerifier() {
        oauth1("flick");
        vault.backend.answering(one ->
                switch (one.target().replaceAll("[?].*", "")) {
                    case "/request" ->
                            Answer.of(
                                    200,
                                    "oauth_token=TT-1&oauth_token_secret=TS&oauth_callback_confirmed=true");
                    case "/access" ->
                            Answer.of(200, "oauth_token=AT&oauth_token_secret=AS&user_id=u-9");
                    default -> Answer.of(404, "");
                });
        Browser browser = vault.browser();
        String link = vault.link("");
        String address = location(browser.visit(link));
        assertThat(address).isEqualTo(vault.backend.url("/authorize?oauth_token=TT-1"));
        String callback =
                ConnectFixture.between(
                        vault.backend.asked().getFirst().header("Authorization"),
                        "oauth_callback=\"",
                        "\"");
        String state =
                ConnectFixture.asked(
                                java.net.URLDecoder.decode(
                                        callback, java.nio.charset.StandardCharsets.UTF_8))
                        .first("state")
                        .orElseThrow();

        Response wrong =
                browser.get(
                        "/connect/callback?state=" + state + "&oauth_token=TT-2&oauth_verifier=V");
        ConnectTest.assertPage(wrong, 400, "another provider");
        assertThat(asked("/access")).isZero();
    }

    private Provider oauth1(String name) {
        return vault.provider(
                name,
                new Access.OAuth1(
                        new OAuth1Config(
                                "consumer",
                                Secret.of("shared"),
                                null,
                                null,
                                SignatureMethod.HMAC_SHA1,
                                null,
                                null,
                                false),
                        URI.create(vault.backend.url("/request")),
                        URI.create(vault.backend.url("/authorize")),
                        Map.of(),
                        URI.create(vault.backend.url("/access")),
                        "POST",
                        "POST",
                        false,
                        false,
                        new Revocation(
                                Style.OAUTH1_POST,
                                Optional.of(new Template(vault.backend.url("/end"))))),
                Optional.of(new Provider.UserInfo(Optional.empty(), "user_id", Optional.empty())),
                List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RFC7009 | /end | POST | token=RT&token_type_hint=refresh_token",
                "BASIC_DELETE | /apps/{client_id}/grant | DELETE | {\"access_token\":\"AT\"}",
                "BEARER_DELETE | /end | DELETE | ''",
                "BEARER_POST | /end | POST | ''",
                "JSON | /end | POST | {\"token\":\"RT\"}",
                "QUERY | /end?token={token} | POST | ''",
                "TOKEN_PATH | /tokens/{token} | DELETE | ''"
            })
    void endsAGrantInTheProvidersOwnStyle(Style style, String url, String method, String body) {
        connect(style, url);
        vault.backend.answering(_ -> Answer.of(200, ""));

        assertThat(disconnected()).isEqualTo("true");
        var last = vault.backend.last();
        assertThat(last.method()).isEqualTo(method);
        assertThat(last.target())
                .isEqualTo(url.replace("{token}", "AT").replace("{client_id}", "pixie"));
        assertThat(last.text()).startsWith(body);
        assertThat(vault.accounts.kept(account("drive"))).isEmpty();
    }

    @Test
    void letsAnAccountGoWhoseProviderIsDown() {
        connect(Style.RFC7009, "/end");
        vault.backend.answering(_ -> Answer.of(500, ""));

        assertThat(disconnected()).isEqualTo("false");
        assertThat(vault.accounts.kept(account("drive"))).isEmpty();
    }

    @Test
    void saysWhereOnlyTheUserCanEndAGrant() {
        connect(Style.NONE, "/end");

        assertThat(disconnected()).isEqualTo("false");
    }

    private String disconnected() {
        Response gone =
                vault.api(
                        "DELETE",
                        "/vault/v1/users/" + ConnectFixture.MEGAN + "/accounts/drive",
                        ConnectFixture.KEY,
                        "");
        assertThat(gone.status()).as(gone.body().text()).isEqualTo(200);
        return Json.parse(gone.body().text()).path("revoked").asString();
    }

    private void connect(Style style, String url) {
        Access.OAuth2 made =
                (Access.OAuth2) vault.oauth2("drive", Flow.AUTHORIZATION_CODE).access();
        vault.provider(
                "drive",
                new Access.OAuth2(
                        made.flows(),
                        made.authorizationUrl(),
                        Map.of(),
                        Optional.empty(),
                        made.scopes(),
                        " ",
                        true,
                        Optional.empty(),
                        made.tokens(),
                        made.answer(),
                        made.life(),
                        new Revocation(style, Optional.of(new Template(vault.backend.url(url))))),
                Optional.empty(),
                List.of());
        vault.backend.answering(_ ->
                Answer.of(
                        200,
                        "{\"access_token\":\"AT\",\"refresh_token\":\"RT\",\"scope\":\"files.read\"}"));
        Browser browser = vault.browser();
        browser.get(back(location(browser.visit(vault.link(""))), "code", "C"));
    }

    @Test
    void showsAnAppItsOwnUsersAccountsAlone() {
        connect(Style.RFC7009, "/end");
        String path = "/vault/v1/users/" + ConnectFixture.MEGAN + "/accounts";
        Response all = vault.api("GET", path, ConnectFixture.KEY, "");
        var account = Json.parse(all.body().text()).path("accounts").path(0);

        assertThat(account.path("provider").asString()).isEqualTo("drive");
        assertThat(account.path("state").asString()).isEqualTo("active");
        assertThat(account.path("scopes").path(0).asString()).isEqualTo("files.read");
        assertThat(account.path("missingScopes").path(0).asString()).isEqualTo("files.write");
        assertThat(all.body().text()).doesNotContain("AT\"", "RT\"");
        assertThat(vault.api("GET", path, ConnectFixture.OTHER_KEY, "").body().text())
                .isEqualTo("{\"accounts\":[]}");
        for (String method : List.of("GET", "DELETE")) {
            Response other = vault.api(method, path + "/drive", ConnectFixture.OTHER_KEY, "");
            assertThat(other.status()).isEqualTo(404);
            assertThat(other.body().text()).contains("account_missing", "/vault/v1/sessions");
        }
        assertThat(vault.accounts.kept(account("drive"))).isPresent();
    }
}
