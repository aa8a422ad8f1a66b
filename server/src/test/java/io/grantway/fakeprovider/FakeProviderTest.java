package io.grantway.fakeprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.oauth.Pkce;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FakeProviderTest {
    private final Peer peer = new Peer();

    @AfterEach
    void stop() {
        peer.close();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body());
    }

    private HttpResponse<String> files(JsonNode token) throws IOException {
        return peer.get("/files", "Authorization", "Bearer " + Peer.text(token, "access_token"));
    }

    @Test
    void grantsATokenForACodeAndServesTheApiWithIt() throws IOException {
        Parameters callback = peer.authorized("");
        assertThat(callback.first("state")).contains("s");
        assertThat(callback.first("iss")).contains(peer.provider.uri().toString());

        JsonNode token = peer.granted();
        assertThat(Peer.text(token, "token_type")).isEqualTo("Bearer");
        assertThat(token.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(Peer.text(token, "scope")).isEqualTo("files.read files.write");
        HttpResponse<String> files = files(token);
        assertThat(files.statusCode()).isEqualTo(200);
        assertThat(json(files).path("files").path(0).path("owner").asString()).isEqualTo("megan");
    }

    @Test
    void asksTheUserOnAPageWithoutScript() throws IOException {
        String query =
                "response_type=code&client_id=pixie&redirect_uri="
                        + Peer.CALLBACK
                        + "&scope=a+b&state=%22%3E%3Cscript%3E";
        String page = peer.get("/authorize?" + query).body();
        assertThat(page)
                .contains("pixie asks for access", "name=\"user\"", "value=\"b\" checked")
                .doesNotContain("<script");

        Parameters given =
                Peer.callback(
                        peer.post(
                                "/authorize",
                                Parameters.parse(query + "&user=tom&grant=b&decision=allow")));
        assertThat(given.first("state")).contains("\"><script>");
        JsonNode token =
                json(
                        peer.token(
                                "grant_type",
                                "authorization_code",
                                "code",
                                given.first("code").orElse(""),
                                "redirect_uri",
                                Peer.CALLBACK));
        assertThat(Peer.text(token, "scope")).isEqualTo("b");
        assertThat(Peer.text(token, "user")).isEqualTo("tom");

        Parameters denied =
                Peer.callback(
                        peer.post(
                                "/authorize", Parameters.parse(query + "&user=tom&decision=deny")));
        assertThat(denied.first("error")).contains("access_denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=other&redirect_uri=http://127.0.0.1/callback",
                "client_id=pixie&redirect_uri=https://evil.example/callback",
                "client_id=pixie&redirect_uri=http://127.0.0.1/other",
                "client_id=pixie"
            })
    void sendsNobodyToAnAddressThatIsNotRegistered(String query) throws IOException {
        HttpResponse<String> answer = peer.get("/authorize?response_type=code&auto=x&" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("location")).isEmpty();
    }

    @Test
    void wantsTheVerifierOfTheChallenge() throws IOException {
        String challenge = "&code_challenge_method=S256&code_challenge=" + Pkce.challenge("v1");
        for (String verifier : new String[] {"v1", "v2", ""}) {
            String code = peer.authorized(challenge).first("code").orElse("");
            HttpResponse<String> answer =
                    peer.token(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "redirect_uri",
                            Peer.CALLBACK,
                            "code_verifier",
                            verifier);
            assertThat(answer.statusCode()).isEqualTo(verifier.equals("v1") ? 200 : 400);
        }
    }

    @Test
    void endsTheGrantOfACodeThatComesTwice() throws IOException {
        String code = peer.authorized("").first("code").orElse("");
        String[] fields = {
            "grant_type", "authorization_code", "code", code, "redirect_uri", Peer.CALLBACK
        };
        JsonNode token = json(peer.token(fields));

        assertThat(json(peer.token(fields)).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(files(token).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAWrongClient() throws IOException {
        HttpResponse<String> answer =
                peer.post(
                        "/token",
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials",
                        "Authorization",
                        Peer.basic("pixie:wrong"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("error").asString()).isEqualTo("invalid_client");
    }

    @Test
    void givesATokenToAClientAlone() throws IOException {
        JsonNode token = json(peer.token("grant_type", "client_credentials", "scope", "x y"));
        assertThat(token.has("refresh_token")).isFalse();
        assertThat(files(token).statusCode()).isEqualTo(200);
    }

    @Test
    void connectsADevice() throws IOException {
        JsonNode begun = json(peer.post("/device", Peer.form("scope", "a")));
        String[] ask = {
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "device_code",
            Peer.text(begun, "device_code")
        };
        assertThat(json(peer.token(ask)).path("error").asString())
                .isEqualTo("authorization_pending");
        assertThat(json(peer.token(ask)).path("error").asString()).isEqualTo("slow_down");
        peer.post(
                "/device/approve",
                Peer.form("user_code", Peer.text(begun, "user_code"), "user", "megan"));

        JsonNode token = json(peer.token(ask));
        assertThat(files(token).statusCode()).isEqualTo(200);
        assertThat(token.has("refresh_token")).isTrue();
        assertThat(json(peer.token(ask)).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void letsAccessTokensExpire() throws IOException {
        peer.switches.with("token-life", "60s");
        JsonNode token = peer.granted();
        peer.clock.forward(Duration.ofSeconds(59));
        assertThat(files(token).statusCode()).isEqualTo(200);
        peer.clock.forward(Duration.ofSeconds(1));
        HttpResponse<String> late = files(token);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.headers().firstValue("www-authenticate").orElse(""))
                .contains("invalid_token");

        peer.switches.with("expired-is-403");
        assertThat(files(token).statusCode()).isEqualTo(403);
        peer.switches.with("error-200");
        assertThat(json(files(token)).path("error").asString()).isEqualTo("token_expired");
    }

    @Test
    void rotatesRefreshTokens() throws IOException {
        peer.switches.with("rotating");
        String first = Peer.text(peer.granted(), "refresh_token");
        String second = Peer.text(json(peer.refreshed(first)), "refresh_token");

        assertThat(second).isNotEqualTo(first);
        assertThat(peer.refreshed(first).statusCode()).isEqualTo(400);
        assertThat(peer.refreshed(second).statusCode()).isEqualTo(200);
    }

    @Test
    void givesTheSameAnswerAgainWithinTheGrace() throws IOException {
        peer.switches.with("rotating").with("grace", "10s").with("reuse-detection");
        String first = Peer.text(peer.granted(), "refresh_token");
        String body = peer.refreshed(first).body();
        peer.clock.forward(Duration.ofSeconds(9));
        assertThat(peer.refreshed(first).body()).isEqualTo(body);

        peer.clock.forward(Duration.ofSeconds(1));
        assertThat(peer.refreshed(first).statusCode()).isEqualTo(400);
    }

    @Test
    void endsTheGrantOfARefreshTokenThatIsReplayed() throws IOException {
        peer.switches.with("rotating").with("reuse-detection");
        String first = Peer.text(peer.granted(), "refresh_token");
        JsonNode second = json(peer.refreshed(first));
        peer.refreshed(first);

        assertThat(peer.refreshed(Peer.text(second, "refresh_token")).statusCode()).isEqualTo(400);
        assertThat(files(second).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesARefreshThatComesEarly() throws IOException {
        peer.switches.with("early-refresh-refused").with("token-life", "10m");
        String refresh = Peer.text(peer.granted(), "refresh_token");
        assertThat(peer.refreshed(refresh).statusCode()).isEqualTo(400);
        peer.clock.forward(Duration.ofMinutes(9));
        assertThat(peer.refreshed(refresh).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "no-expires-in, expires_in, ''",
        "expires-in-ms, expires_in, 3600000",
        "no-refresh-token, refresh_token, ''",
        "comma-scopes, scope, 'files.read,files.write'",
        "nested-token, access_token, ''",
        "nested-token, ok, true"
    })
    void writesItsTokenAnswersAsOddProvidersDo(String name, String field, String value)
            throws IOException {
        peer.switches.with(name);
        assertThat(peer.granted().path(field).asString("")).isEqualTo(value);
    }

    @Test
    void nestsTheToken() throws IOException {
        peer.switches.with("nested-token");
        assertThat(files(peer.granted().path("authed_user")).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheRefreshTokenToItself() throws IOException {
        peer.switches.with("refresh-without-refresh-token");
        JsonNode token = peer.granted();
        String refresh = Peer.text(token, "refresh_token");
        assertThat(json(peer.refreshed(refresh)).has("refresh_token")).isFalse();
        assertThat(peer.refreshed(refresh).statusCode()).isEqualTo(200);
    }

    @Test
    void takesTokenRequestsAsJsonAlone() throws IOException {
        peer.switches.with("json-token-request");
        assertThat(peer.token("grant_type", "client_credentials").statusCode()).isEqualTo(400);
        String json =
                "{\"grant_type\":\"client_credentials\",\"client_id\":\"pixie\",\"client_secret\":\"pixie-secret\"}";
        assertThat(peer.post("/token", "application/json", json).statusCode()).isEqualTo(200);
        peer.switches.with("json-token-request", "off");
        assertThat(peer.post("/token", "application/json", json).statusCode()).isEqualTo(400);
    }

    @Test
    void failsAtTheTokenEndpoint() throws IOException {
        peer.switches.with("failing", "503");
        assertThat(peer.token("grant_type", "client_credentials").statusCode()).isEqualTo(503);
        peer.switches.with("failing", "off").with("html");
        HttpResponse<String> page = peer.token("grant_type", "client_credentials");
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        peer.switches.with("html", "off").with("error-200");
        HttpResponse<String> error = peer.refreshed("none");
        assertThat(error.statusCode()).isEqualTo(200);
        assertThat(json(error).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void thinksLong() throws IOException {
        peer.switches.with("slow", "300ms");
        long begun = System.nanoTime();
        assertThat(peer.token("grant_type", "client_credentials").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void losesTheAnswerThatWasChosen() throws IOException {
        peer.switches.with("rotating").with("lose-answer", "2");
        String first = Peer.text(peer.granted(), "refresh_token");

        assertThatThrownBy(() -> peer.refreshed(first)).isInstanceOf(IOException.class);
        assertThat(peer.refreshed(first).statusCode()).isEqualTo(400);
        assertThat(json(peer.get("/_control")).path("refreshes").path("megan at pixie #1").asInt())
                .isEqualTo(1);
    }

    @Test
    void namesAnotherIssuerOrNone() throws IOException {
        peer.switches.with("wrong-iss");
        assertThat(peer.authorized("").first("iss")).contains("https://another.example");
        peer.switches.with("no-iss");
        assertThat(peer.authorized("").first("iss")).isEmpty();
    }

    @Test
    void limitsTheRateOfCalls() throws IOException {
        peer.switches.with("rate-limit", "2/m");
        JsonNode token = peer.granted();
        assertThat(files(token).headers().firstValue("x-ratelimit-remaining")).contains("1");
        assertThat(files(token).headers().firstValue("x-ratelimit-remaining")).contains("0");
        peer.clock.forward(Duration.ofSeconds(20));
        HttpResponse<String> many = files(token);
        assertThat(many.statusCode()).isEqualTo(429);
        assertThat(many.headers().firstValue("retry-after")).contains("40");
        peer.clock.forward(Duration.ofSeconds(40));
        assertThat(files(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "rfc7009, POST, /revoke, '', form",
        "basic_delete, DELETE, /revoke, basic, json",
        "bearer_delete, DELETE, /revoke, bearer, ''",
        "bearer_post, POST, /revoke, bearer, ''",
        "json, POST, /revoke, '', json",
        "query, POST, /revoke?token=TOKEN, '', ''",
        "token_path, DELETE, /revoke/TOKEN, '', ''"
    })
    void endsAGrantInOneStyle(
            String style, String method, String path, String credential, String body)
            throws IOException {
        JsonNode token = peer.granted();
        String text = Peer.text(token, "access_token");
        HttpRequest.Builder request = HttpRequest.newBuilder(peer.at(path.replace("TOKEN", text)));
        switch (credential) {
            case "basic" -> request.header("Authorization", Peer.basic("pixie:pixie-secret"));
            case "bearer" -> request.header("Authorization", "Bearer " + text);
            default -> assertThat(credential).isEmpty();
        }
        String sent =
                switch (body) {
                    case "form" -> Peer.form("token", text).encoded();
                    case "json" -> "{\"token\":\"" + text + "\"}";
                    default -> "";
                };
        request.header(
                "Content-Type",
                body.equals("form") ? "application/x-www-form-urlencoded" : "application/json");
        request.method(method, HttpRequest.BodyPublishers.ofString(sent));

        peer.switches.with("revoke-style", "none");
        assertThat(peer.send(request.build()).statusCode()).isEqualTo(400);
        assertThat(files(token).statusCode()).isEqualTo(200);

        peer.switches.with("revoke-style", style);
        assertThat(peer.send(request.build()).statusCode()).isEqualTo(200);
        assertThat(files(token).statusCode()).isEqualTo(401);
        assertThat(peer.provider.counters().of("revocations")).isEqualTo(1);
        assertThat(peer.get("/_control").body()).doesNotContain(text);
    }

    @Test
    void tellsWhoTheUserIsAndWhatATokenIs() throws IOException {
        JsonNode token = peer.granted();
        String text = Peer.text(token, "access_token");
        assertThat(
                        json(peer.get("/userinfo", "Authorization", "Bearer " + text))
                                .path("sub")
                                .asString())
                .isEqualTo("megan");
        JsonNode active = json(peer.post("/introspect", Peer.form("token", text)));
        assertThat(active.path("active").asBoolean()).isTrue();
        assertThat(active.path("username").asString()).isEqualTo("megan");
        peer.provider.revoke("megan");
        assertThat(peer.post("/introspect", Peer.form("token", text)).body())
                .isEqualTo("{\"active\":false}");
    }
}
