package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.http.Body;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Requests;
import io.grantway.testing.SettingsBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Kong's plugin answers at the authorization endpoint, word by word.
class AuthorizeTest {
    private static final String PROVEN = "provision_key=provisionkey&authenticated_userid=alice";
    private static final String REDIRECT_TEXT =
            "Invalid redirect_uri that does not match with any redirect_uri created with the"
                    + " application";

    private final KongBench bench = new KongBench();

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "client_id=clientid | invalid_provision_key | Invalid provision_key",
                "provision_key=wrong&client_id=clientid | invalid_provision_key |"
                        + " Invalid provision_key",
                "provision_key=provisionkey&client_id=clientid | invalid_authenticated_userid |"
                        + " Missing authenticated_userid parameter",
                "provision_key=provisionkey&authenticated_userid=++&client_id=clientid |"
                        + " invalid_authenticated_userid | Missing authenticated_userid parameter",
                "PROVEN | invalid_client | Invalid client authentication",
                "PROVEN&client_id=nobody&response_type=code | invalid_client |"
                        + " Invalid client authentication",
                "PROVEN&client_id=homeless&response_type=code | invalid_client |"
                        + " Invalid client authentication",
                "PROVEN&response_type=code&scope=x | invalid_client |"
                        + " Invalid client authentication",
            })
    void tellsTheFrontEndOfWhatTheClientMustNotHear(String form, String error, String description) {
        Response response = bench.send(KongBench.authorizeForm(form.replace("PROVEN", PROVEN)));

        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", error, "error_description", description));
        assertThat(response.headers().first("cache-control")).contains("no-store");
        assertThat(response.headers().first("pragma")).contains("no-cache");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "client_id=clientid | unsupported_response_type | Invalid response_type",
                "client_id=clientid&response_type=x | unsupported_response_type |"
                        + " Invalid response_type",
                "client_id=clientid&response_type=code&scope=read+x | invalid_scope |"
                        + " \"x\" is an invalid scope",
                "client_id=clientid&response_type=code&scope=a&scope=b | invalid_scope |"
                        + " scope must be a string",
                "client_id=clientid&response_type=code&redirect_uri=https://evil.example/ |"
                        + " invalid_request | REDIRECT_TEXT",
                "client_id=clientid&response_type=code&code_challenge_method=S256 |"
                        + " invalid_request |"
                        + " code_challenge is required when code_method is present",
                "client_id=clientid&response_type=code&code_challenge=c"
                        + "&code_challenge_method=plain | invalid_request |"
                        + " code_challenge_method is not supported, must be S256",
                "client_id=public&response_type=code | invalid_request |"
                        + " code_challenge is required for public clients",
                // several mistakes: the last is told
                "client_id=clientid&response_type=x&scope=x | invalid_scope |"
                        + " \"x\" is an invalid scope",
                "client_id=clientid&response_type=x&scope=x&redirect_uri=https://evil.example/ |"
                        + " invalid_request | REDIRECT_TEXT",
                "client_id=public&response_type=code&scope=x&redirect_uri=https://evil.example/ |"
                        + " invalid_request | code_challenge is required for public clients",
            })
    void tellsTheClientByItsFirstRegisteredAddress(String form, String error, String description) {
        Response response = bench.send(KongBench.authorizeForm(PROVEN + "&" + form));

        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "redirect_uri",
                                KongBench.CALLBACK
                                        + "?error="
                                        + error
                                        + "&error_description="
                                        + escaped(
                                                description.replace(
                                                        "REDIRECT_TEXT", REDIRECT_TEXT))));
    }

    @Test
    void tellsTheClientOfTheMandatoryScopeBeforeTheResponseType() {
        bench.settings.mandatoryScope = true;

        Response response = bench.send(KongBench.authorizeForm(PROVEN + "&client_id=clientid"));

        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "redirect_uri",
                                KongBench.CALLBACK
                                        + "?error=invalid_scope"
                                        + "&error_description=You%20must%20specify%20a%20scope"));
    }

    @Test
    void tellsAConfidentialClientOfTheChallengeWhereAllMustHaveOne() {
        bench.settings.pkce = PkceMode.STRICT;

        Response response =
                bench.send(
                        KongBench.authorizeForm(PROVEN + "&client_id=clientid&response_type=code"));

        assertThat(KongBench.members(response).get("redirect_uri"))
                .endsWith(escaped("code_challenge is required for confidential clients"));
    }

    @ParameterizedTest
    @CsvSource({"code, authorizationCode", "token, implicit"})
    void refusesAResponseTypeWhoseGrantIsOff(String type, String field) throws Exception {
        SettingsBuilder.class.getField(field).set(bench.settings, false);

        Response response =
                bench.send(
                        KongBench.authorizeForm(
                                PROVEN + "&client_id=clientid&response_type=" + type));

        assertThat(KongBench.members(response).get("redirect_uri"))
                .contains("?error=unsupported_response_type&");
    }

    @Test
    void echoesTheStateWithARefusal() {
        Response told =
                bench.send(KongBench.authorizeForm(PROVEN + "&client_id=clientid&state=a%20b"));
        Response untold = bench.send(KongBench.authorizeForm(PROVEN + "&state=s1"));

        assertThat(KongBench.members(told).get("redirect_uri")).endsWith("&state=a%20b");
        assertThat(KongBench.members(untold)).containsEntry("state", "s1");
    }

    @Test
    void refusesTheWrongMethod() {
        Response response =
                bench.send(
                        new Request(
                                Requests.head(
                                        "DELETE", "https://api.example/event/oauth2/authorize"),
                                Body.EMPTY));

        String text = "The HTTP method DELETE is invalid for the authorization endpoint";
        assertThat(response.status()).isEqualTo(405);
        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", "invalid_method", "error_description", text));
    }

    @Test
    void givesACode() {
        Response response =
                bench.send(
                        KongBench.authorizeForm(
                                PROVEN + "&client_id=clientid&response_type=code&state=s1"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(KongBench.members(response).get("redirect_uri"))
                .matches("https://client\\.example/callback\\?code=[A-Za-z0-9]{32}&state=s1");
    }

    @Test
    void givesATokenInTheFragmentWithoutARefreshToken() {
        Response response =
                bench.send(
                        KongBench.authorizeForm(
                                PROVEN
                                        + "&client_id=clientid&response_type=token&scope=read"
                                        + "&state=wot"));

        String location = KongBench.members(response).getOrDefault("redirect_uri", "");
        assertThat(location)
                .matches(
                        "https://client\\.example/callback#access_token=[A-Za-z0-9]{32}"
                                + "&expires_in=7200&state=wot&token_type=bearer");
        String text = location.replaceAll(".*access_token=", "").substring(0, 32);
        AccessToken token = bench.tokens.findAccessToken(TokenHash.of(text)).orElseThrow();
        assertThat(token.subject()).contains("alice");
        assertThat(token.scopes()).isEqualTo(Scopes.parse("read"));
        assertThat(bench.tokens.find("Sample", token.id()).orElseThrow().refreshHash()).isEmpty();
    }

    @Test
    void keepsTheQueryThatWasRegistered() {
        String location =
                bench.authorize(PROVEN + "&client_id=query&response_type=code").toString();

        assertThat(location).startsWith(KongBench.CALLBACK + "?a=b&code=");
    }

    @Test
    void readsJsonAndTheQuery() {
        Response response =
                bench.send(
                        Requests.json(
                                "https://api.example/event/oauth2/authorize?client_id=clientid"
                                        + "&response_type=x",
                                """
                                {"response_type":"code","provision_key":"provisionkey",
                                 "authenticated_userid":"alice"}
                                """));

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void leavesBrowsersToThePages() {
        Response form = bench.send(Requests.get("https://api.example/event/oauth2/authorize?a=b"));
        Response login =
                bench.send(
                        KongBench.form("https://api.example/event/oauth2/authorize/login", "a=b"));

        assertThat(form.body().text()).isEqualTo("page /event/oauth2/authorize");
        assertThat(login.body().text()).isEqualTo("page /event/oauth2/authorize/login");
    }

    @Test
    void issuesACodeThatIsKeptAsAHashOnly() {
        String code = bench.code("");

        String stored = bench.codes.find(TokenHash.of(code)).orElseThrow().toString();

        assertThat(stored).doesNotContain(code).contains(TokenHash.of(code).fingerprint());
    }
}
