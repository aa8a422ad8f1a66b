package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.RandomText;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.InMemoryTokenStore;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TokenResourcesTest {
    private static final UUID CLIENT = new UUID(2, 2);
    private static final UUID API = new UUID(1, 1);
    private static final String CREDENTIAL = "\"credential\":{\"id\":\"" + CLIENT + "\"}";
    private static final String MINIMAL = "{" + CREDENTIAL + ",\"expires_in\":3600}";

    private final TestClock clock = new TestClock();
    private final InMemoryTokenStore store = new InMemoryTokenStore(clock);
    private final List<TokenHash> evicted = new ArrayList<>();
    private final TokenResources resources =
            new TokenResources(
                    store, new Known(), evicted::add, new RandomText(new SecureRandom()), clock);

    private record Known() implements TokenReferences {
        @Override
        public boolean hasWorkspace(String name) {
            return name.equals("default") || name.equals("Sample");
        }

        @Override
        public boolean hasCredential(String workspace, UUID id) {
            return workspace.equals("default") && id.equals(CLIENT);
        }

        @Override
        public boolean hasService(String workspace, UUID id) {
            return workspace.equals("default") && id.equals(API);
        }
    }

    private static Response ask(Handler handler, Request request, String id) {
        return handler.handle(Requests.withVariables(request, Map.of("id", id)));
    }

    private Response post(String json) {
        return resources.post().handle(Requests.json("http://a/oauth2_tokens", json));
    }

    private Response patch(String id, String json) {
        return ask(resources.patch(), Requests.json("http://a/oauth2_tokens/x", json), id);
    }

    private Response get(String id) {
        return ask(resources.get(), Requests.get("http://a/oauth2_tokens/x"), id);
    }

    private static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    @Test
    void takesAForeignTokenInAndShowsItOnce() {
        Response made =
                post(
                        "{\"access_token\":\"foreign.token-1\",\"refresh_token\":\"foreign-refresh\","
                                + CREDENTIAL
                                + ",\"service\":{\"id\":\""
                                + API
                                + "\"},\"expires_in\":3600,\"scope\":\"read write\","
                                + "\"authenticated_userid\":\"megan\",\"token_type\":\"bearer\"}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode token = json(made);
        assertThat(token.path("access_token").asString()).isEqualTo("foreign.token-1");
        assertThat(token.path("refresh_token").asString()).isEqualTo("foreign-refresh");
        assertThat(token.path("credential").path("id").asString()).isEqualTo(CLIENT.toString());
        assertThat(token.path("credential_id").asString()).isEqualTo(CLIENT.toString());
        assertThat(token.path("service").path("id").asString()).isEqualTo(API.toString());
        assertThat(token.path("service_id").asString()).isEqualTo(API.toString());
        assertThat(token.path("scope").asString()).isEqualTo("read write");
        assertThat(evicted).contains(TokenHash.of("foreign.token-1"));
        assertThat(store.findAccessToken(TokenHash.of("foreign.token-1"))).isPresent();
        assertThat(store.findByRefreshToken(TokenHash.of("foreign-refresh"))).isPresent();
        String shown = get(token.path("id").asString()).body().text();
        assertThat(shown)
                .doesNotContain("foreign.token-1", "foreign-refresh")
                .contains(TokenHash.of("foreign.token-1").fingerprint());
    }

    @Test
    void makesATokenWhereNoneIsGiven() {
        JsonNode token = json(post(MINIMAL));
        assertThat(token.path("access_token").asString()).matches("[A-Za-z0-9]{32}");
        assertThat(token.path("refresh_token").isNull()).isTrue();
        assertThat(token.path("expires_in").asInt()).isEqualTo(3600);
    }

    @Test
    void takesFormsAndBothShapesOfTheCredential() {
        Response form =
                resources
                        .post()
                        .handle(
                                Requests.form(
                                        "http://a/oauth2_tokens",
                                        "credential.id=" + CLIENT + "&expires_in=60"));
        assertThat(form.status()).isEqualTo(201);
        Response older =
                resources
                        .post()
                        .handle(
                                Requests.form(
                                        "http://a/oauth2_tokens",
                                        "credential_id=" + CLIENT + "&expires_in=0&scope="));
        assertThat(json(older).path("expires_in").asInt()).isZero();
        assertThat(json(older).path("scope").isNull()).isTrue();
    }

    @Test
    void takesAMultipartForm() {
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        Request json =
                Requests.json(
                        "http://a/oauth2_tokens",
                        part.formatted("credential.id", CLIENT)
                                + part.formatted("expires_in", "60")
                                + "--b--\r\n");
        Request request =
                new Request(
                        Requests.head(
                                "POST",
                                "http://a/oauth2_tokens",
                                "Content-Type",
                                "multipart/form-data; boundary=b"),
                        json.body());
        assertThat(resources.post().handle(request).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {CRED}                                                 | expires_in           | required field missing
                    {"expires_in":1}                                       | credential           | required field missing
                    {CRED,"expires_in":"x"}                                | expires_in           | expected an integer
                    {CRED,"expires_in":"60"}                               | expires_in           | expected an integer
                    {CRED,"expires_in":1.5}                                | expires_in           | expected an integer
                    {CRED,"expires_in":-1}                                 | expires_in           | value should be between 0 and 10000000000
                    {CRED,"expires_in":1,"scope":["a"]}                    | scope                | expected a string
                    {CRED,"expires_in":1,"access_token":7}                 | access_token         | expected a string
                    {CRED,"expires_in":1,"access_token":""}                | access_token         | length must be at least 1
                    {CRED,"expires_in":1,"access_token":"a b"}             | access_token         | only visible ASCII characters are accepted
                    {CRED,"expires_in":1,"token_type":"mac"}               | token_type           | expected one of: bearer
                    {CRED,"expires_in":1,"service":7}                      | service              | expected a record
                    {CRED,"expires_in":1,"id":"x"}                         | id                   | expected a valid UUID
                    {CRED,"expires_in":1,"nonsense":1}                     | nonsense             | unknown field
                    {CRED,"expires_in":1,"created_at":1000}                | expires_in           | the token has expired already, counted from created_at
                    {CRED,"expires_in":1,"created_at":-9223372036854775808}| created_at           | value should be between 0 and 10000000000
                    """)
    void saysWhatIsWrongAsKongDoes(String body, String field, String text) {
        Response refused = post(body.replace("CRED", CREDENTIAL));
        assertThat(refused.status()).isEqualTo(400);
        JsonNode json = json(refused);
        assertThat(json.path("name").asString()).isEqualTo("schema violation");
        assertThat(json.path("code").asInt()).isEqualTo(2);
        assertThat(json.path("message").asString())
                .isEqualTo("schema violation (" + field + ": " + text + ")");
        assertThat(json.path("fields").path(field).asString()).isEqualTo(text);
        assertThat(store.list("default", java.util.Optional.empty(), 1)).isEmpty();
    }

    @Test
    void listsEveryMistakeAtOnce() {
        JsonNode json = json(post("{\"expires_in\":\"x\",\"scope\":1,\"credential\":{}}"));
        assertThat(json.path("message").asString()).startsWith("3 schema violations (");
        assertThat(json.path("fields").path("credential").path("id").asString())
                .isEqualTo("required field missing");
    }

    @ParameterizedTest
    @CsvSource({"[]", "{", "7"})
    void refusesABodyThatIsNoObject(String body) {
        Response refused = post(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(json(refused).path("message").asString()).isEqualTo("Cannot parse JSON body");
    }

    @Test
    void refusesACredentialAndAServiceThatDoNotExist() {
        UUID nobody = new UUID(9, 9);
        JsonNode json = json(post(MINIMAL.replace(CLIENT.toString(), nobody.toString())));
        assertThat(json.path("code").asInt()).isEqualTo(4);
        assertThat(json.path("message").asString())
                .isEqualTo(
                        "the foreign key '{id=\""
                                + nobody
                                + "\"}' does not reference an existing 'oauth2_credentials'"
                                + " entity.");
        String service = MINIMAL.replace("{\"cred", "{\"service_id\":\"" + nobody + "\",\"cred");
        assertThat(json(post(service)).path("fields").has("service")).isTrue();
    }

    @Test
    void refusesATokenThatIsHereAlreadyWithoutRepeatingIt() {
        String body = MINIMAL.replace("{\"cred", "{\"access_token\":\"twice\",\"cred");
        post(body);
        Response refused = post(body);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(json(refused).path("name").asString()).isEqualTo("unique constraint violation");
        assertThat(refused.body().text()).doesNotContain("twice");
    }

    @Test
    void findsChangesAndDeletesByIdAndByText() {
        JsonNode made = json(post(MINIMAL));
        String text = made.path("access_token").asString();
        String id = made.path("id").asString();
        assertThat(json(get(text)).path("id").asString()).isEqualTo(id);
        assertThat(json(patch(text, "{\"scope\":\"write\"}")).path("scope").asString())
                .isEqualTo("write");
        JsonNode changed = json(patch(id, "{\"expires_in\":10}"));
        assertThat(changed.path("expires_in").asInt()).isEqualTo(10);
        assertThat(changed.path("scope").asString()).isEqualTo("write");
        clock.forward(Duration.ofSeconds(10));
        assertThat(store.findAccessToken(TokenHash.of(text))).isEmpty();
        post(MINIMAL.replace("{\"cred", "{\"access_token\":\"again\",\"cred"));
        evicted.clear();
        Request delete = Requests.get("http://a/oauth2_tokens/x");
        assertThat(ask(resources.delete(), delete, "again").status()).isEqualTo(204);
        assertThat(evicted).containsExactly(TokenHash.of("again"));
        assertThat(ask(resources.delete(), delete, "again").status()).isEqualTo(204);
        assertThat(get("again").status()).isEqualTo(404);
    }

    @Test
    void refusesAChangeToWhatIsNoNumberInKongsWords() {
        String id = json(post(MINIMAL)).path("id").asString();
        Response refused = patch(id, "{\"expires_in\":\"x\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(json(refused).path("fields").path("expires_in").asString())
                .isEqualTo("expected an integer");
        assertThat(patch("nobody", "{}").status()).isEqualTo(404);
    }

    @Test
    void takesARefreshTokenAwayWhereItIsChangedToNull() {
        String body = MINIMAL.replace("{\"cred", "{\"refresh_token\":\"r\",\"cred");
        String id = json(post(body)).path("id").asString();
        assertThat(json(patch(id, "{\"scope\":null}")).path("has_refresh_token").asBoolean())
                .isTrue();
        assertThat(
                        json(patch(id, "{\"refresh_token\":null}"))
                                .path("has_refresh_token")
                                .asBoolean())
                .isFalse();
        assertThat(store.findByRefreshToken(TokenHash.of("r"))).isEmpty();
    }

    @Test
    void putsATokenWhereNoneIsAndReplacesItAfterwards() {
        Request put = Requests.json("http://a/oauth2_tokens/x", MINIMAL);
        Response made = ask(resources.put(), put, "by-text");
        assertThat(made.status()).isEqualTo(200);
        assertThat(json(made).path("access_token").asString()).isEqualTo("by-text");
        Response replaced = ask(resources.put(), put, "by-text");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(json(replaced).path("id")).isEqualTo(json(made).path("id"));
        assertThat(json(replaced).has("access_token")).isFalse();
        String id = new UUID(5, 5).toString();
        assertThat(json(ask(resources.put(), put, id)).path("id").asString()).isEqualTo(id);
    }
}
