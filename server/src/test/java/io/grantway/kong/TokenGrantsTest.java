package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Body;
import io.grantway.http.Parameters;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Requests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What each grant gives.
class TokenGrantsTest {
    private static final String CLIENT = "&client_id=clientid&client_secret=clientid-secret";
    private static final String PROVEN = "&provision_key=provisionkey&authenticated_userid=alice";

    private final KongBench bench = new KongBench();

    private static String text(JsonNode answer, String member) {
        return answer.get(member).stringValue();
    }

    private JsonNode password(String more) {
        return bench.token("grant_type=password" + CLIENT + PROVEN + more);
    }

    private JsonNode refresh(JsonNode answer, String more) {
        return bench.token(
                "grant_type=refresh_token"
                        + CLIENT
                        + "&refresh_token="
                        + text(answer, "refresh_token")
                        + more);
    }

    private boolean isAlive(JsonNode answer) {
        return bench.accepted(answer).isPresent();
    }

    @Test
    void answersInKongsShape() {
        Response response =
                bench.send(KongBench.tokenForm("grant_type=password&state=s1" + CLIENT + PROVEN));

        assertThat(response.body().text())
                .matches(
                        "\\{\"refresh_token\":\"[A-Za-z0-9]{32}\",\"token_type\":\"bearer\","
                                + "\"access_token\":\"[A-Za-z0-9]{32}\",\"expires_in\":7200,"
                                + "\"state\":\"s1\"}");
        assertThat(response.headers().first("Content-Type")).contains("application/json");
        assertThat(response.headers().first("cache-control")).contains("no-store");
        assertThat(response.headers().first("pragma")).contains("no-cache");
    }

    @Test
    void givesATokenForTheUserThatTheFrontEndNames() {
        AccessToken token = bench.accepted(password("&scope=read")).orElseThrow();

        assertThat(token.workspace()).isEqualTo("Sample");
        assertThat(token.audience()).contains(KongBench.API);
        assertThat(token.client())
                .isEqualTo(UUID.nameUUIDFromBytes("clientid".getBytes(StandardCharsets.UTF_8)));
        assertThat(token.subject()).contains("alice");
        assertThat(token.scopes()).isEqualTo(Scopes.parse("read"));
        assertThat(token.expiresAt()).isEqualTo(bench.clock.instant().plusSeconds(7200));
    }

    @Test
    void readsJson() {
        Response response =
                bench.send(
                        Requests.json(
                                "https://api.example/event/oauth2/token",
                                """
                                {"client_id":"clientid","client_secret":"clientid-secret",
                                 "grant_type":"password","provision_key":"provisionkey",
                                 "authenticated_userid":"1"}
                                """));

        assertThat(bench.accepted(KongBench.json(response)).orElseThrow().subject()).contains("1");
    }

    @Test
    void readsMultipart() {
        String body =
                """
                --b
                Content-Disposition: form-data; name="grant_type"

                client_credentials
                --b
                Content-Disposition: form-data; name="client_id"

                clientid
                --b
                Content-Disposition: form-data; name="client_secret"

                clientid-secret
                --b--
                """
                        .replace("\n", "\r\n");

        Response response =
                bench.send(
                        new Request(
                                Requests.head(
                                        "POST",
                                        "https://api.example/event/oauth2/token",
                                        "Content-Type",
                                        "multipart/form-data; boundary=b"),
                                Body.of(body)));

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void readsANumberAsTheUserInJson() {
        Response response =
                bench.send(
                        Requests.json(
                                "https://api.example/event/oauth2/token",
                                """
                                {"client_id":"clientid","client_secret":"clientid-secret",
                                 "grant_type":"password","provision_key":"provisionkey",
                                 "authenticated_userid":1}
                                """));

        assertThat(bench.accepted(KongBench.json(response)).orElseThrow().subject()).contains("1");
    }

    @Test
    void readsTheQueryAndLetsTheBodyWin() {
        Response response =
                bench.send(
                        KongBench.form(
                                "https://api.example/event/oauth2/token?grant_type=x"
                                        + "&client_id=clientid&scope=read",
                                "grant_type=client_credentials&client_secret=clientid-secret"));

        assertThat(bench.accepted(KongBench.json(response)).orElseThrow().scopes())
                .isEqualTo(Scopes.parse("read"));
    }

    @Test
    void givesClientCredentialsNoRefreshTokenAndNoUser() {
        JsonNode answer = bench.token("grant_type=client_credentials&scope=read+write" + CLIENT);

        assertThat(answer.has("refresh_token")).isFalse();
        AccessToken token = bench.accepted(answer).orElseThrow();
        assertThat(token.subject()).isEmpty();
        assertThat(token.scopes()).isEqualTo(Scopes.parse("read write"));
    }

    @Test
    void letsTheFrontEndNameTheUserOfClientCredentials() {
        JsonNode answer = bench.token("grant_type=client_credentials" + CLIENT + PROVEN);

        assertThat(bench.accepted(answer).orElseThrow().subject()).contains("alice");
    }

    @Test
    void keepsTheRowOfClientCredentialsNoLongerThanItsToken() {
        JsonNode answer = bench.token("grant_type=client_credentials" + CLIENT);
        UUID id = bench.accepted(answer).orElseThrow().id();

        Instant deadAt = bench.tokens.find("Sample", id).orElseThrow().deadAt();

        assertThat(deadAt).isEqualTo(bench.clock.instant().plusSeconds(7200));
    }

    @Test
    void givesAPasswordGrantToAClientWithoutRedirectUris() {
        JsonNode answer =
                bench.token(
                        "grant_type=password&client_id=homeless&client_secret=homeless-secret"
                                + PROVEN);

        assertThat(isAlive(answer)).isTrue();
    }

    @Test
    void givesAPublicClientATokenWithoutASecret() {
        assertThat(isAlive(bench.token("grant_type=password&client_id=public" + PROVEN))).isTrue();
    }

    @Test
    void ignoresScopesWhereNoneAreSet() {
        bench.settings.scopes = List.of();

        JsonNode answer = bench.token("grant_type=client_credentials&scope=anything" + CLIENT);

        assertThat(bench.accepted(answer).orElseThrow().scopes()).isEqualTo(Scopes.NONE);
    }

    @Test
    void issuesATokenThatNeverExpiresWithoutARefreshToken() {
        bench.settings.tokenExpiration = 0;

        JsonNode answer = password("");

        assertThat(answer.has("refresh_token")).isFalse();
        assertThat(answer.has("expires_in")).isFalse();
        bench.clock.forward(Duration.ofDays(100_000));
        assertThat(isAlive(answer)).isTrue();
    }

    @Test
    void issuesGlobalTokensWithoutAnAudience() {
        bench.settings.globalCredentials = true;

        JsonNode answer = password("");

        assertThat(bench.accepted(answer).orElseThrow().audience()).isEmpty();
        assertThat(isAlive(refresh(answer, ""))).isTrue();
    }

    @Test
    void redeemsACode() {
        String code = bench.code("&scope=write");

        JsonNode answer = bench.token("grant_type=authorization_code&code=" + code + CLIENT);

        AccessToken token = bench.accepted(answer).orElseThrow();
        assertThat(token.subject()).contains("alice");
        assertThat(token.scopes()).isEqualTo(Scopes.parse("write"));
        assertThat(token.audience()).contains(KongBench.API);
        assertThat(answer.has("refresh_token")).isTrue();
    }

    @Test
    void redeemsACodeOnce() {
        String code = bench.code("");
        JsonNode first = bench.token("grant_type=authorization_code&code=" + code + CLIENT);

        Response second =
                bench.send(
                        KongBench.tokenForm("grant_type=authorization_code&code=" + code + CLIENT));

        assertThat(KongBench.members(second))
                .isEqualTo(Map.of("error", "invalid_request", "error_description", "Invalid code"));
        assertThat(isAlive(first)).isTrue();
    }

    @Test
    void redeemsACodeForFiveMinutes() {
        String code = bench.code("");
        bench.clock.forward(Duration.ofMinutes(5));

        Response response =
                bench.send(
                        KongBench.tokenForm("grant_type=authorization_code&code=" + code + CLIENT));

        assertThat(KongBench.members(response)).containsEntry("error_description", "Invalid code");
    }

    @Test
    void redeemsNoCodeOfAnotherClient() {
        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=authorization_code&client_id=other"
                                        + "&client_secret=other-secret&code="
                                        + bench.code("")));

        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", "invalid_request", "error_description", "Invalid code"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void redeemsNoCodeOfAnotherApi(boolean global) {
        bench.settings.globalCredentials = global;

        Response response =
                bench.sendToOther(
                        KongBench.tokenForm(
                                "grant_type=authorization_code"
                                        + CLIENT
                                        + "&code="
                                        + bench.code("")));

        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", "invalid_request", "error_description", "Invalid code"));
    }

    @Test
    void checksTheRedirectUriAgainstTheRegisteredOnesOnly() {
        String code =
                Parameters.parse(
                                bench.authorize(
                                                "client_id=two&response_type=code"
                                                        + "&provision_key=provisionkey"
                                                        + "&authenticated_userid=alice")
                                        .getRawQuery())
                        .first("code")
                        .orElseThrow();

        JsonNode answer =
                bench.token(
                        "grant_type=authorization_code&client_id=two&client_secret=two-secret"
                                + "&redirect_uri=https://client.example/second&code="
                                + code);

        assertThat(isAlive(answer)).isTrue();
    }

    @Test
    void refreshesOnceAndLetsBothOldTokensDie() {
        JsonNode first = password("&scope=read");

        JsonNode second = refresh(first, "");

        assertThat(isAlive(second)).isTrue();
        assertThat(bench.accepted(second).orElseThrow().subject()).contains("alice");
        assertThat(bench.accepted(second).orElseThrow().scopes()).isEqualTo(Scopes.parse("read"));
        assertThat(isAlive(first)).isFalse();
        assertThat(bench.evicted).containsExactly(TokenHash.of(text(first, "access_token")));
        Response again =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=refresh_token"
                                        + CLIENT
                                        + "&refresh_token="
                                        + text(first, "refresh_token")));
        assertThat(KongBench.members(again))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_request",
                                "error_description",
                                "Invalid refresh_token"));
        assertThat(isAlive(second)).isTrue();
    }

    @Test
    void refreshesAfterTheAccessTokenHasExpired() {
        JsonNode first = password("");
        bench.clock.forward(Duration.ofHours(2));

        assertThat(isAlive(first)).isFalse();
        assertThat(isAlive(refresh(first, ""))).isTrue();
    }

    @Test
    void refreshesNoLongerThanTheRefreshTokenLives() {
        JsonNode first = password("");
        bench.clock.forward(Duration.ofDays(14));

        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=refresh_token"
                                        + CLIENT
                                        + "&refresh_token="
                                        + text(first, "refresh_token")));

        assertThat(KongBench.members(response))
                .containsEntry("error_description", "Invalid refresh_token");
    }

    @Test
    void refreshesForEverWhereTheSettingsSaySo() {
        bench.settings.refreshTokenTtl = 0;
        JsonNode first = password("");
        bench.clock.forward(Duration.ofDays(10_000));

        assertThat(isAlive(refresh(first, ""))).isTrue();
    }

    @Test
    void keepsTheRefreshTokenWhereItIsReused() {
        bench.settings.reuseRefreshToken = true;
        JsonNode first = password("");
        UUID id = bench.accepted(first).orElseThrow().id();
        bench.clock.forward(Duration.ofDays(10));

        JsonNode second = refresh(first, "");

        assertThat(bench.accepted(second).orElseThrow().id()).isEqualTo(id);

        assertThat(text(second, "refresh_token")).isEqualTo(text(first, "refresh_token"));
        assertThat(text(second, "access_token")).isNotEqualTo(text(first, "access_token"));
        assertThat(isAlive(first)).isFalse();
        assertThat(bench.evicted).containsExactly(TokenHash.of(text(first, "access_token")));
        JsonNode third = refresh(first, "");
        assertThat(isAlive(third)).isTrue();
        assertThat(isAlive(second)).isFalse();

        bench.clock.forward(Duration.ofDays(4));
        assertThat(bench.tokens.findByRefreshToken(TokenHash.of(text(first, "refresh_token"))))
                .isEmpty();
    }

    @Test
    void refreshesNoTokenOfAnotherClient() {
        JsonNode first = password("");

        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=refresh_token&client_id=other&client_secret="
                                        + "other-secret&refresh_token="
                                        + text(first, "refresh_token")));

        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_client",
                                "error_description",
                                "Invalid client authentication"));
        assertThat(isAlive(first)).isTrue();
    }

    @Test
    void refreshesNoTokenOfAnotherApi() {
        Response response =
                bench.sendToOther(
                        KongBench.tokenForm(
                                "grant_type=refresh_token"
                                        + CLIENT
                                        + "&refresh_token="
                                        + text(password(""), "refresh_token")));

        assertThat(KongBench.members(response))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "Invalid refresh_token");
    }

    @Test
    void refreshesNoScopeThatIsNotOfferedAnyMore() {
        JsonNode first = password("&scope=read+write");
        bench.settings.scopes = List.of("read");

        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=refresh_token"
                                        + CLIENT
                                        + "&refresh_token="
                                        + text(first, "refresh_token")));

        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", "invalid_scope", "error_description", "Scope mismatch"));
    }

    @Test
    void narrowsTheScopeOfARefreshedTokenAndNeverWidensIt() {
        JsonNode first = password("&scope=read");
        JsonNode wider = refresh(first, "&scope=read+write");
        assertThat(bench.accepted(wider).orElseThrow().scopes()).isEqualTo(Scopes.parse("read"));

        JsonNode both = password("&scope=read+write");
        JsonNode narrower = refresh(both, "&scope=write");
        assertThat(bench.accepted(narrower).orElseThrow().scopes())
                .isEqualTo(Scopes.parse("write"));
    }

    @Test
    void keepsNothingButHashes() {
        JsonNode answer = password("");
        UUID id = bench.accepted(answer).orElseThrow().id();

        String stored = bench.tokens.find("Sample", id).orElseThrow().toString();

        assertThat(stored)
                .doesNotContain(text(answer, "access_token"))
                .doesNotContain(text(answer, "refresh_token"));
        assertThat(Optional.of(TokenHash.of(text(answer, "access_token")).fingerprint()))
                .hasValueSatisfying(mark -> assertThat(stored).contains(mark));
    }
}
