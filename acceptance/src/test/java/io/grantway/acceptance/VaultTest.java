package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Scenario 5, the token vault: PrintPixie and its users, with the fake provider in the place of
/// their drives.
class VaultTest {
    private static final String MEGAN = "megan@personalemail.com";
    private static final String SEGMENT = "megan%40personalemail.com";
    private static final String[] PRINTPIXIE = {
        "Authorization", "Bearer printpixie-key-0123456789"
    };
    private static final String[] POSTCARDS = {"Authorization", "Bearer postcards-key-0123456789"};
    private static final String SECRET = "hook-secret-0123456789";

    private static Path directory;
    private static FakeProvider provider;
    private static LoopbackServer hook;
    private static final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

    /// That came to an API.
    private static final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private static LoopbackServer recorder;
    private static RunningServer server;
    private static Browser browser;

    /// What came to the webhook.
    private record Notice(String id, String signature, String body) {}

    @BeforeAll
    static void start() {
        directory = Distribution.emptyDirectory("VaultTest");
        provider = FakeProvider.start(directory, "--rotating");
        hook = new LoopbackServer(VaultTest::noticed);
        recorder = new LoopbackServer(VaultTest::recorded);
        server =
                RunningServer.start(
                        directory,
                        List.of(Path.of("src/test/resources/vault.yaml").toAbsolutePath()),
                        Map.of(
                                "FAKE",
                                provider.at("").toString(),
                                "SCENARIOS",
                                System.getProperty("grantway.scenarios"),
                                "RECORDER",
                                recorder.uri().toString(),
                                "HOOK_URL",
                                hook.uri() + "/hook"));
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        hook.close();
        recorder.close();
        provider.close();
    }

    @BeforeEach
    void calm() {
        provider.calm();
    }

    private static void noticed(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var fields = exchange.getRequestHeaders();
        notices.add(
                new Notice(
                        fields.getFirst("Grantway-Notice-Id"),
                        fields.getFirst("Grantway-Signature"),
                        body));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void recorded(HttpExchange exchange) throws IOException {
        String proof = exchange.getRequestHeaders().getFirst("Authorization");
        tokens.add(proof.substring("Bearer ".length()));
        byte[] body = "{\"photos\":[]}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Answer session(String user, String providers, String... more)
            throws IOException {
        String extra = more.length == 0 ? "" : "," + more[0];
        return server.client()
                .json(
                        server.at("/vault/v1/sessions"),
                        "{\"user\":\"%s\",\"providers\":[%s],\"returnUrl\":\"https://client.example/done\"%s}"
                                .formatted(user, quoted(providers), extra),
                        PRINTPIXIE);
    }

    private static String quoted(String names) {
        return Stream.of(names.split(",", -1))
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(","));
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /// Connects an account as its user does.
    private static Page connect(String user, String at) throws IOException {
        Answer session = session(user, at);
        assertThat(session.status()).as(session.toString()).isEqualTo(201);
        Page page = browser.page();
        page.navigate(session.text("url"));
        consent(page, user);
        page.waitForURL("https://client.example/done**");
        return page;
    }

    private static void consent(Page page, String user) {
        page.waitForURL(provider.at("") + "/**");
        page.getByLabel("Log in as").fill(user);
        press(page, "Allow");
    }

    private static Answer get(String path) throws IOException {
        return server.client().get(server.at("/vault/v1/users/" + path), PRINTPIXIE);
    }

    /// What is in the log, once it has come there.
    private static JsonNode logged(String query, int least) {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> calls(query).size() >= least,
                () -> "not in the log: " + calls(query));
        return calls(query);
    }

    private static JsonNode calls(String query) {
        try {
            return server.client()
                    .get(server.at("/vault/v1/calls?" + query), PRINTPIXIE)
                    .json()
                    .path("calls");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sendsAUserToTheConnectPageAndBack() throws Exception {
        Answer session = session("olga", "google-drive,onedrive");
        assertThat(session.status()).as(session.toString()).isEqualTo(201);
        Page page = browser.page();
        page.navigate(session.text("url"));
        shot(page, "choose");
        press(page, "Google Drive");
        shot(page, "consent");
        consent(page, "olga");
        page.waitForURL("https://client.example/done**");

        assertThat(page.url()).contains("status=connected").contains("provider=google-drive");
        assertThat(browser.complaints()).isEmpty();
        Answer accounts = get("olga/accounts");
        assertThat(accounts.json().path("accounts").path(0).path("state").asString(""))
                .isEqualTo("active");
        // The link was good once.
        Page another = browser.page();
        another.navigate(session.text("url"));
        shot(another, "used");
        assertThat(another.locator("#advice").isVisible()).isTrue();
    }

    @Test
    void refusesAStateOfAnotherBrowser() throws Exception {
        Page page = browser.page();
        page.navigate(session("nora", "google-drive").text("url"));
        page.waitForURL(provider.at("") + "/**");
        String state =
                Stream.of(URI.create(page.url()).getQuery().split("&", -1))
                        .filter(each -> each.startsWith("state="))
                        .findFirst()
                        .orElseThrow();
        Page another = browser.page();
        another.navigate(server.at("/connect/callback?code=stolen&" + state).toString());

        shot(another, "other-browser");
        assertThat(another.locator("#advice").isVisible()).isTrue();
        assertThat(get("nora/accounts").json().path("accounts")).isEmpty();
    }

    @Test
    void showsWhatTheProviderRefused() throws Exception {
        Page page = browser.page();
        page.navigate(session("dora", "google-drive").text("url"));
        page.waitForURL(provider.at("") + "/**");
        press(page, "Deny");

        page.waitForURL(server.at("") + "/**");
        shot(page, "denied");
        assertThat(page.locator("#detail").textContent()).contains("access_denied");
        page.locator("#again").click();
        consent(page, "dora");
        page.waitForURL("https://client.example/done**");
        assertThat(page.url()).contains("status=connected");
    }

    @Test
    void refusesAnotherAccountWhereOneIsConnectedAgain() throws Exception {
        connect("rita", "google-drive");
        Page page = browser.page();
        page.navigate(session("rita", "google-drive").text("url"));
        consent(page, "somebody-else");

        page.locator("#advice").waitFor();
        shot(page, "another-account");
        assertThat(get("rita/proxy/google-drive/echo").status()).isEqualTo(200);
    }

    @Test
    void returnsNowhereElse() throws Exception {
        Answer answer =
                server.client()
                        .json(
                                server.at("/vault/v1/sessions"),
                                "{\"user\":\"x\",\"returnUrl\":\"https://client.example.evil.example/\"}",
                                PRINTPIXIE);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body()).contains("returnUrl");
    }

    @Test
    void answersTheSameShapeForEveryProvider() throws Exception {
        connect(MEGAN, "google-drive");
        connect(MEGAN, "onedrive");
        String path = SEGMENT + "/interfaces/GetListOfPhoto?limit=10&provider=";
        JsonNode google = get(path + "google-drive").json();
        JsonNode microsoft = get(path + "onedrive").json();

        assertThat(google.path("photos")).hasSize(10);
        assertThat(microsoft.path("photos")).hasSize(10);
        assertThat(google.propertyNames()).isEqualTo(microsoft.propertyNames());
        assertThat(google.path("photos").path(0).propertyNames())
                .containsExactlyInAnyOrder("id", "name", "thumbnail")
                .containsAll(microsoft.path("photos").path(0).propertyNames());
        String cursor = google.path("cursor").asString("");
        JsonNode next = get(path + "google-drive&cursor=" + cursor).json();
        assertThat(next.path("photos").path(0)).isNotEqualTo(google.path("photos").path(0));
    }

    @Test
    void forwardsCallsWithTheUsersToken() throws Exception {
        connect("pia", "google-drive");
        Answer answer =
                server.client()
                        .json(
                                server.at("/vault/v1/users/pia/proxy/google-drive/echo?a=b"),
                                "{\"x\":1}",
                                PRINTPIXIE[0],
                                PRINTPIXIE[1],
                                "Cookie",
                                "own=1");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).contains("POST").contains("a=b").doesNotContain("own=1");
        assertThat(answer.body()).doesNotContain("printpixie-key");
        Answer others =
                server.client()
                        .get(server.at("/vault/v1/users/pia/proxy/google-drive/echo"), POSTCARDS);
        assertThat(others.status()).isEqualTo(404);
    }

    @Test
    void renewsATokenThatTheProviderRefusesInTheSameCall() throws Exception {
        connect("vera", "google-drive");
        assertThat(get("vera/proxy/google-drive/echo").status()).isEqualTo(200);
        provider.expireTokensOf("vera");

        assertThat(get("vera/proxy/google-drive/echo").status()).isEqualTo(200);
        assertThat(logged("user=vera&kind=refresh", 1)).hasSize(1);
        JsonNode call = logged("user=vera&kind=call", 2).path(0);
        assertThat(call.path("outcome").asString("")).isEqualTo("ok");
        assertThat(call.path("tokenHash").asString("")).isNotEmpty();
    }

    @Test
    void tellsOnceOfAGrantThatIsDeadAndNeverOfAnOutage() throws Exception {
        connect("tom", "google-drive");
        provider.set("failing", 503);
        provider.expireTokensOf("tom");
        Answer outage = get("tom/proxy/google-drive/echo");
        assertThat(outage.status()).as(outage.toString()).isIn(401, 503);
        assertThat(get("tom/accounts/google-drive").text("state")).isEqualTo("active");
        provider.set("failing", "");
        provider.endGrantsOf("tom");

        Waiting.until(
                Duration.ofSeconds(60),
                () -> {
                    try {
                        return get("tom/proxy/google-drive/echo").status() == 409;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                () -> "the grant is not found dead");
        assertThat(get("tom/accounts/google-drive").text("state")).isEqualTo("reconnect");
        get("tom/proxy/google-drive/echo");
        Notice notice = notices.poll(60, TimeUnit.SECONDS);
        assertThat(notice).isNotNull();
        assertThat(notice.body()).contains("tom").contains("account.reconnect_needed");
        assertThat(isSigned(notice)).isTrue();
        // Connected again it works, and keeps its place.
        connect("tom", "google-drive");
        assertThat(get("tom/proxy/google-drive/echo").status()).isEqualTo(200);
        assertThat(notices).isEmpty();
    }

    private static boolean isSigned(Notice notice) throws Exception {
        Map<String, String> parts =
                Stream.of(notice.signature().split(",", -1))
                        .map(part -> part.split("=", 2))
                        .collect(Collectors.toMap(part -> part[0].strip(), part -> part[1]));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected =
                mac.doFinal(
                        (parts.get("t") + "." + notice.body()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(expected).equals(parts.get("v1"));
    }

    @Test
    void disconnectsAndRevokesAtTheProvider() throws Exception {
        connect("dan", "google-drive");
        int before = provider.counters().path("revocations").asInt(0);
        Answer gone =
                server.client()
                        .delete(server.at("/vault/v1/users/dan/accounts/google-drive"), PRINTPIXIE);

        assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
        assertThat(gone.text("revoked")).isEqualTo("true");
        assertThat(provider.counters().path("revocations").asInt(0)).isEqualTo(before + 1);
        assertThat(get("dan/proxy/google-drive/echo").status()).isEqualTo(404);
    }

    @Test
    void forgetsAUserWithAllThatIsKnownOfThem() throws Exception {
        connect("emma", "google-drive");
        get("emma/proxy/google-drive/echo");
        logged("user=emma", 2);
        int before = provider.counters().path("revocations").asInt(0);
        Answer gone = server.client().delete(server.at("/vault/v1/users/emma"), PRINTPIXIE);

        assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
        assertThat(gone.json().path("accounts").path(0).path("revoked").asBoolean()).isTrue();
        assertThat(provider.counters().path("revocations").asInt(0)).isEqualTo(before + 1);
        assertThat(calls("user=emma")).isEmpty();
        assertThat(get("emma/accounts").json().path("accounts")).isEmpty();
    }

    @Test
    void signsCallsOfOAuth1() throws Exception {
        connect("fred", "flickr");
        Answer answer = get("fred/proxy/flickr/echo?q=caf%C3%A9%20au%20lait");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void survivesASigkillBetweenAnyTwoRotations() throws Exception {
        connect("kim", "google-drive");
        for (int i = 0; i < 3; i++) {
            provider.expireTokensOf("kim");
            assertThat(get("kim/proxy/google-drive/echo").status()).isEqualTo(200);
            server.killAndRestart();
            assertThat(get("kim/proxy/google-drive/echo").status()).isEqualTo(200);
        }
    }

    @Test
    void keepsTokensOutOfLogsAnswersAndFiles() throws Exception {
        connect("sven", "recorder");
        assertThat(get("sven/proxy/recorder/photos").status()).isEqualTo(200);
        List<String> secrets = List.copyOf(tokens);
        assertThat(secrets).isNotEmpty();
        String calls = logged("user=sven", 2).toString();
        String export = get("sven/export").body();
        byte[] database = Files.readAllBytes(server.data().resolve("grantway.db"));
        String raw = new String(database, StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
            assertThat(calls).doesNotContain(secret);
            assertThat(export).doesNotContain(secret);
            assertThat(server.log()).doesNotContain(secret);
            assertThat(raw).doesNotContain(secret);
        }
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(directory.resolve(name + ".png")));
    }
}
