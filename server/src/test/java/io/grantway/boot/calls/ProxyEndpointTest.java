package io.grantway.boot.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.ProviderFixture;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestAccounts.TestAccount;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.ProviderApi.Refused;
import io.grantway.vault.VaultEvent;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of an app with its users' accounts, over real connections.
class ProxyEndpointTest {
    private final Backend provider = new Backend();
    private final CallsFixture fixture = new CallsFixture();

    ProxyEndpointTest() {
        fixture.with(ProviderFixture.of("drive", provider.url("/base")));
    }

    @AfterEach
    void stop() {
        fixture.close();
        provider.close();
    }

    // Who calls, and for whom.

    @Test
    void callsTheProviderWithTheUsersToken() {
        fixture.megan("drive");

        HttpResponse<String> answer = fixture.get("megan/proxy/drive/v3/files?q=a%20b&x=%2F");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(provider.last().target()).isEqualTo("/base/v3/files?q=a%20b&x=%2F");
        assertThat(provider.last().header("Authorization")).isEqualTo("Bearer tok");
        assertThat(provider.last().header("Host")).isEqualTo("127.0.0.1:" + provider.port());
        assertThat(fixture.accounts.found()).isZero();
    }

    @Test
    void tellsOfTheCall() {
        fixture.megan("drive");

        fixture.get("megan/proxy/drive/v3/files?secret=1");
        VaultEvent event = fixture.nextEvent();

        assertThat(event.kind()).isEqualTo(VaultEvent.Kind.CALL);
        assertThat(event.account()).isEqualTo(CallsFixture.key("megan", "drive"));
        assertThat(event.outcome()).isEqualTo("ok");
        assertThat(event.status()).hasValue(200);
        assertThat(event.bytes()).isEqualTo(5);
        assertThat(event.tokenHash().orElseThrow()).matches("[0-9a-f]{12}");
        assertThat(event.detail()).isEqualTo("GET /vault/v1/users/megan/proxy/drive/v3/files");
        assertThat(event.toString()).doesNotContain("tok\"", "secret");
        var ended = fixture.engine.nextEnded();
        assertThat(ended.record().api()).isEqualTo("vault");
        assertThat(ended.record().route()).isEqualTo("drive");
        assertThat(ended.record().application()).isEqualTo("printpixie");
        assertThat(ended.record().upstreamStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"megan@personalemail.com", "a b", "ü+?#&=%25;x", "日本", "~.-_"})
    void takesAnyUser(String user) {
        String encoded =
                java.net.URLEncoder.encode(user, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
        fixture.accounts.add(CallsFixture.key(user, "drive"), "of-this-user");

        assertThat(fixture.get(encoded + "/proxy/drive/x").statusCode()).isEqualTo(200);
        assertThat(provider.last().header("Authorization")).isEqualTo("Bearer of-this-user");
    }

    @Test
    void refusesAUserThatIsTooLongOrNoText() {
        assertThat(fixture.get("u".repeat(257) + "/proxy/drive/x").statusCode()).isEqualTo(400);
        assertThat(fixture.get("%FF/proxy/drive/x").body()).contains("UTF-8");
    }

    @Test
    void refusesWhoeverIsNoApp() {
        fixture.megan("drive");

        assertThat(
                        fixture.get(
                                        "megan/proxy/drive/x",
                                        "Authorization",
                                        "Bearer nobody-at-all-here")
                                .statusCode())
                .isEqualTo(401);
        assertThat(provider.count()).isZero();
    }

    @Test
    void neverShowsAnAppTheUsersOfAnother() {
        fixture.megan("drive");

        HttpResponse<String> answer =
                fixture.get(
                        "megan/proxy/drive/x", "Authorization", "Bearer " + CallsFixture.OTHER_KEY);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("account_missing");
        assertThat(provider.count()).isZero();
    }

    @Test
    void refusesAProviderThatTheAppMayNotUse() {
        fixture.with(ProviderFixture.of("secret", provider.url("")));
        fixture.accounts.add(new AccountKey("default", "other", "megan", "secret"), "t");

        assertThat(
                        fixture.get(
                                        "megan/proxy/secret/x",
                                        "Authorization",
                                        "Bearer " + CallsFixture.OTHER_KEY)
                                .body())
                .contains("provider_missing");
        assertThat(fixture.get("megan/proxy/unknown/x").statusCode()).isEqualTo(404);
        assertThat(provider.count()).isZero();
    }

    @Test
    void looksForAnAccountThatIsNotInMemory() {
        fixture.megan("drive");
        fixture.accounts.forget();

        assertThat(fixture.get("megan/proxy/drive/x").statusCode()).isEqualTo(200);
        assertThat(fixture.get("nobody/proxy/drive/x").statusCode()).isEqualTo(404);
        assertThat(fixture.accounts.found()).isEqualTo(2);
    }

    // What reaches the provider, and what comes back.

    @Test
    void hidesTheCallerFromTheProvider() {
        fixture.megan("drive");

        fixture.get(
                "megan/proxy/drive/x",
                "Cookie",
                "a=b",
                "X-Forwarded-For",
                "10.9.9.9",
                "Forwarded",
                "for=10.9.9.9",
                "Via",
                "1.1 mine",
                "X-Request-Id",
                "my-own-request-id",
                "X-Real-Ip",
                "10.9.9.9",
                "DPoP",
                "proof",
                "X-Consumer-Username",
                "me",
                "X-Mine",
                "stays");

        assertThat(provider.last().headers().toString())
                .doesNotContain(
                        CallsFixture.KEY,
                        "a=b",
                        "10.9.9.9",
                        "127.0.0.1]",
                        "1.1 ",
                        "grantway",
                        "request-id",
                        "proof",
                        "Consumer")
                .contains("stays");
        assertThat(provider.last().headers().keySet())
                .noneMatch(
                        name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-forwarded"))
                .noneMatch(name -> name.equalsIgnoreCase("via"))
                .noneMatch(name -> name.equalsIgnoreCase("x-request-id"));
    }

    @Test
    void keepsHopByHopFieldsToItsHop() {
        try (RawUpstream upstream =
                        RawUpstream.answering(
                                """
                                HTTP/1.1 200 OK\r
                                Connection: X-Theirs\r
                                X-Theirs: 1\r
                                Keep-Alive: timeout=5\r
                                Proxy-Authenticate: Basic\r
                                Set-Cookie: session=1\r
                                ETag: "e"\r
                                Content-Length: 2\r
                                \r
                                ok\
                                """);
                RawConnection client = RawConnection.to(fixture.port)) {
            fixture.with(ProviderFixture.of("raw", "http://127.0.0.1:" + upstream.port()));
            fixture.megan("raw");
            client.send(
                    """
                    GET /vault/v1/users/megan/proxy/raw HTTP/1.1\r
                    Host: vault.example\r
                    Authorization: Bearer key-of-printpixie\r
                    Connection: X-Mine, Keep-Alive\r
                    X-Mine: 1\r
                    Keep-Alive: 7\r
                    TE: gzip\r
                    Proxy-Authorization: Basic eDp5\r
                    \r
                    """);
            String answer = client.readResponse();

            assertThat(upstream.lastHead())
                    .startsWith("GET / HTTP/1.1\r\n")
                    .contains("Bearer tok")
                    .doesNotContainIgnoringCase(
                            "X-Mine", "Keep-Alive", "Proxy-Authorization", "TE:", "vault.example");
            assertThat(answer)
                    .contains("ETag: \"e\"", "ok")
                    .doesNotContainIgnoringCase(
                            "X-Theirs", "Keep-Alive", "Proxy-Authenticate", "Set-Cookie");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void takesAnyMethod(String method) {
        fixture.megan("drive");

        fixture.send(method, "megan/proxy/drive/x", BodyPublishers.ofString("body"));

        assertThat(provider.last().method()).isEqualTo(method);
        assertThat(provider.last().text()).isEqualTo("body");
    }

    @Test
    void passesARedirectOnAsItCame() {
        fixture.megan("drive");
        provider.answering(
                one -> Answer.of(302, "").with("Location", "http://127.0.0.1:1/elsewhere?a=b"));

        HttpResponse<String> answer = fixture.get("megan/proxy/drive/x");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .contains("http://127.0.0.1:1/elsewhere?a=b");
    }

    @Test
    void streamsWithoutHoldingWhatComes() throws Exception {
        int size = 50 << 20;
        fixture.megan("drive");
        provider.answering(one -> new Answer(200, Map.of(), one.body()));
        byte[] chunk = new byte[1 << 16];

        HttpResponse<InputStream> answer =
                fixture.client()
                        .send(
                                fixture.request(
                                        "PUT",
                                        "megan/proxy/drive/big",
                                        BodyPublishers.ofByteArrays(
                                                java.util.Collections.nCopies(
                                                        size / chunk.length, chunk))),
                                BodyHandlers.ofInputStream());
        long came = 0;
        try (InputStream body = answer.body()) {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                came += read;
            }
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(came).isEqualTo(size);
        assertThat(provider.last().body()).hasSize(size);
    }

    // Nothing but the provider is ever called.

    @ParameterizedTest
    @CsvSource({
        "megan/proxy/drive/a/../../../../other, 404",
        "megan/proxy/drive/..%2f..%2fother, 400",
        "megan/proxy/drive/%2e%2e/%2e%2e/secret, 404",
        "megan/proxy/drive/a%5c..%5cb, 400",
    })
    void neverLeavesTheBaseOfTheProvider(String path, int status) {
        fixture.megan("drive");

        try (RawConnection client = RawConnection.to(fixture.port)) {
            client.send(
                    "GET /vault/v1/users/"
                            + path
                            + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                            + CallsFixture.KEY
                            + "\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 " + status);
        }
        assertThat(provider.count()).isZero();
    }

    @Test
    void staysInsideTheBaseWhereDotsStayInside() {
        fixture.megan("drive");

        fixture.get("megan/proxy/drive/a/%2e%2e//b;c=d/");

        assertThat(provider.last().target()).isEqualTo("/base/b/");
    }

    @Test
    void callsAnotherHostOfTheProviderWhereItIsNamed() {
        try (Backend uploads = new Backend()) {
            fixture.with(ProviderFixture.of("drive", provider.url("/base")).hosts(uploads.url("")));
            fixture.megan("drive");

            fixture.get("megan/proxy/drive/x", "Grantway-Base", uploads.url("/"));

            assertThat(uploads.last().target()).isEqualTo("/x");
            assertThat(uploads.last().header("Authorization")).isEqualTo("Bearer tok");
            assertThat(uploads.last().header("Grantway-Base")).isEmpty();
            assertThat(provider.count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://127.0.0.1:1",
                "http://127.0.0.1:1@evil.example",
                "//evil.example",
                "evil",
                "http://127.0.0.1"
            })
    void refusesToHandTheTokenToAnotherHost(String base) {
        fixture.with(
                ProviderFixture.of("drive", provider.url("/base")).hosts("http://127.0.0.1:2"));
        fixture.megan("drive");

        HttpResponse<String> answer = fixture.get("megan/proxy/drive/x", "Grantway-Base", base);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("host_not_allowed");
        assertThat(provider.count()).isZero();
    }

    @Test
    void callsNoPrivateAddressThatAnAccountNames() {
        fixture.with(ProviderFixture.of("tenant", "http://{host}/v1"));
        fixture.accounts.add(
                CallsFixture.key("megan", "tenant"),
                "tok",
                Map.of("host", "localhost:" + provider.port()));

        HttpResponse<String> refused = fixture.get("megan/proxy/tenant/x");

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("upstream_forbidden", "server.outgoing.allow");
        assertThat(provider.count()).isZero();

        fixture.engine
                .engine()
                .guard(() ->
                        io.grantway.http.OutgoingRule.opening(
                                List.of("http://localhost:" + provider.port())));

        assertThat(fixture.get("megan/proxy/tenant/x").statusCode()).isEqualTo(200);
        assertThat(provider.last().target()).isEqualTo("/v1/x");
    }

    @Test
    void saysWhereAnAccountHasNoAddress() {
        fixture.with(ProviderFixture.of("tenant", "https://{shop}.shops.example"));
        fixture.megan("tenant");

        HttpResponse<String> answer = fixture.get("megan/proxy/tenant/x");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("account_address", "{shop}");
    }

    // Renewal.

    @Test
    void renewsARefusedTokenInTheSameCall() {
        TestAccount megan = fixture.megan("drive");
        provider.taking(() -> "tok-2");

        HttpResponse<String> answer = fixture.post("megan/proxy/drive/x", "small body");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(provider.count()).isEqualTo(2);
        assertThat(provider.last().text()).isEqualTo("small body");
        assertThat(megan.renewals()).isEqualTo(1);
        assertThat(fixture.nextEvent().outcome()).isEqualTo("ok");
    }

    @Test
    void passesASecondRefusalOn() {
        TestAccount megan = fixture.megan("drive");
        provider.answering(one -> Answer.of(401, "no").with("WWW-Authenticate", "Bearer"));

        HttpResponse<String> answer = fixture.get("megan/proxy/drive/x");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("no");
        assertThat(provider.count()).isEqualTo(2);
        assertThat(megan.renewals()).isEqualTo(1);
        assertThat(fixture.nextEvent().outcome()).isEqualTo("http_401");
    }

    @Test
    void renewsNothingWhereAScopeIsMissing() {
        TestAccount megan = fixture.megan("drive");
        provider.answering(one ->
                Answer.of(401, "no")
                        .with("WWW-Authenticate", "Bearer error=\"insufficient_scope\""));

        assertThat(fixture.get("megan/proxy/drive/x").statusCode()).isEqualTo(401);
        assertThat(provider.count()).isEqualTo(1);
        assertThat(megan.renewals()).isZero();
    }

    @Test
    void renewsWhereTheProvidersOwnStatusSaysSo() {
        fixture.with(
                ProviderFixture.of("drive", provider.url(""))
                        .refused(new Refused(403, Optional.empty(), List.of())));
        fixture.megan("drive");
        provider.answering(one ->
                one.header("Authorization").equals("Bearer tok-2")
                        ? Answer.of(200, "yes")
                        : Answer.of(403, "expired"));

        assertThat(fixture.get("megan/proxy/drive/x").body()).isEqualTo("yes");
    }

    @Test
    void renewsWhereABodySaysSoUnderAGoodStatus() {
        fixture.with(
                ProviderFixture.of("drive", provider.url(""))
                        .refused(new Refused(200, Optional.of("error"), List.of("token_expired"))));
        TestAccount megan = fixture.megan("drive");
        provider.answering(one ->
                one.header("Authorization").equals("Bearer tok-2")
                        ? json("{\"ok\":true,\"n\":\"" + "x".repeat(40_000) + "\"}")
                        : json("{\"ok\":false,\"error\":\"token_expired\"}"));

        HttpResponse<String> first = fixture.get("megan/proxy/drive/x", "Accept-Encoding", "gzip");
        HttpResponse<String> second = fixture.get("megan/proxy/drive/x");

        assertThat(first.body()).startsWith("{\"ok\":true").hasSize(40_020 - 2);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(provider.last().header("Accept-Encoding")).isEqualTo("identity");
        assertThat(provider.count()).isEqualTo(3);
        assertThat(megan.renewals()).isEqualTo(1);
    }

    @Test
    void passesABodyOnThatSaysSomethingElse() {
        fixture.with(
                ProviderFixture.of("drive", provider.url(""))
                        .refused(new Refused(200, Optional.of("error"), List.of("token_expired"))));
        TestAccount megan = fixture.megan("drive");
        provider.answering(one -> json("{\"ok\":false,\"error\":\"not_in_channel\"}"));

        assertThat(fixture.get("megan/proxy/drive/x").body()).contains("not_in_channel");
        assertThat(provider.count()).isEqualTo(1);
        assertThat(megan.renewals()).isZero();
    }

    private static Answer json(String text) {
        return Answer.of(200, text).with("Content-Type", "application/json");
    }

    @Test
    void renewsOnceForManyCallsAtATime() {
        TestAccount megan = fixture.megan("drive");
        provider.taking(() -> "tok-2");

        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(
                    fixture.client()
                            .sendAsync(
                                    fixture.request(
                                            "GET",
                                            "megan/proxy/drive/" + i,
                                            BodyPublishers.noBody()),
                                    BodyHandlers.ofString()));
        }

        assertThat(calls).allMatch(each -> each.join().statusCode() == 200);
        assertThat(megan.renewals()).isEqualTo(1);
    }

    @Test
    void passesOnWhatIsSaidToAKeyThatNeverRenews() {
        fixture.megan("drive").fixed(new FixedCredential.Key(Secret.of("a-key")));
        provider.answering(one -> Answer.of(401, "bad key"));

        HttpResponse<String> answer = fixture.get("megan/proxy/drive/x");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("bad key");
        assertThat(provider.last().header("Authorization")).isEqualTo("Bearer a-key");
    }

    @ParameterizedTest
    @CsvSource({
        "RECONNECT, 409, account_reconnect",
        "PROVIDER_SETTINGS, 502, provider_settings",
        "LATER, 503, account_unavailable",
    })
    void saysWhatHelpsWhereThereIsNoCredential(Reason reason, int status, String code) {
        fixture.megan("drive").fails(reason);

        HttpResponse<String> answer = fixture.get("megan/proxy/drive/x");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(code).doesNotContain("as the test wants");
        assertThat(answer.headers().firstValue("Retry-After"))
                .isEqualTo(status == 503 ? Optional.of("7") : Optional.empty());
        assertThat(provider.count()).isZero();
        assertThat(fixture.nextEvent().outcome()).isEqualTo(code);
    }

    @Test
    void signsTheFormOfACallOfOAuth1() {
        fixture.with(
                ProviderFixture.of("flickr", provider.url("/rest"))
                        .oauth1(SignatureMethod.HMAC_SHA1, false));
        fixture.megan("flickr")
                .fixed(new FixedCredential.OAuth1Token(Secret.of("t"), Secret.of("s")));

        fixture.post(
                "megan/proxy/flickr/x?a=1",
                "b=2",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(provider.last().target()).isEqualTo("/rest/x?a=1");
        assertThat(provider.last().text()).isEqualTo("b=2");
        assertThat(provider.last().header("Authorization"))
                .startsWith("OAuth oauth_consumer_key=\"consumer\"")
                .contains("oauth_signature=");
    }

    // Other trouble.

    @Test
    void triesAgainWhatMayBeRepeated() {
        fixture.megan("drive");
        provider.answering(one -> one.number() == 1 ? Answer.of(503, "no") : Answer.of(200, "yes"));

        assertThat(fixture.get("megan/proxy/drive/x").body()).isEqualTo("yes");
        assertThat(provider.count()).isEqualTo(2);
    }

    @Test
    void triesAPostAgainOnlyWhereItIsSafe() {
        fixture.megan("drive");
        AtomicInteger status = new AtomicInteger(503);
        provider.answering(one ->
                one.number() % 2 == 1 ? Answer.of(status.get(), "no") : Answer.of(200, "yes"));

        assertThat(fixture.post("megan/proxy/drive/x", "a").statusCode()).isEqualTo(503);
        assertThat(provider.count()).isEqualTo(1);
        provider.answering(one -> one.number() == 2 ? Answer.of(503, "no") : Answer.of(200, "yes"));
        assertThat(fixture.post("megan/proxy/drive/x", "a", "Idempotency-Key", "k").statusCode())
                .isEqualTo(200);
        assertThat(provider.count()).isEqualTo(3);
        provider.answering(one -> one.number() == 4 ? Answer.of(429, "no") : Answer.of(200, "yes"));
        assertThat(fixture.post("megan/proxy/drive/x", "a").statusCode()).isEqualTo(200);
        assertThat(provider.count()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 60, true",
        "429, X-RateLimit-Reset, 60, true",
        "403, Retry-After, 60, true",
        "403, X-Other, 1, false",
        "503, Retry-After, 60, true",
    })
    void asksNobodyBeforeAPauseIsOver(int status, String field, String value, boolean pause) {
        fixture.megan("drive");
        fixture.accounts.add(CallsFixture.key("peter", "drive"), "other");
        provider.answering(one -> Answer.of(status, "slow down").with(field, value));

        HttpResponse<String> first = fixture.post("megan/proxy/drive/x", "");
        HttpResponse<String> second = fixture.post("megan/proxy/drive/x", "");
        HttpResponse<String> other = fixture.post("peter/proxy/drive/x", "");

        assertThat(first.statusCode()).isEqualTo(status);
        assertThat(second.statusCode()).isEqualTo(pause ? 429 : status);
        if (pause) {
            assertThat(second.body()).contains("provider_pause");
            assertThat(Integer.parseInt(second.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(50, 60);
        }
        // One account's limit is its own; a provider that is down is so for all.
        assertThat(other.statusCode()).isEqualTo(status == 503 ? 429 : status);
    }

    @Test
    void saysWhereTheProviderIsDown() {
        fixture.with(ProviderFixture.of("down", "http://127.0.0.1:1"));
        fixture.megan("down");

        HttpResponse<String> answer = fixture.get("megan/proxy/down/x");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_unreachable");
        assertThat(fixture.nextEvent().status()).isEmpty();
    }
}
