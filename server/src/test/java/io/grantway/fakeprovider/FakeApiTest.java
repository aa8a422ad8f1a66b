package io.grantway.fakeprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FakeApiTest {
    private final Peer peer = new Peer();

    @AfterEach
    void stop() {
        peer.close();
    }

    private HttpResponse<String> call(String path) throws IOException {
        return peer.get(
                path, "Authorization", "Bearer " + Peer.text(peer.granted(), "access_token"));
    }

    @ParameterizedTest
    @CsvSource({
        "/files?limit=10&cursor=, files, next, ''",
        "/drive/v3/files?pageSize=10&pageToken=, files, nextPageToken, ''",
        "/v1.0/me/drive/special/photos/children?$top=10&$skiptoken=, value, @odata.nextLink,"
                + " $skiptoken="
    })
    void listsAllPhotosPageByPage(String path, String list, String next, String before)
            throws IOException {
        Set<String> names = new HashSet<>();
        String cursor = "p0";
        int pages = 0;
        while (!cursor.isEmpty()) {
            JsonNode page = Json.parse(call(path + cursor).body());
            page.path(list).forEach(each -> names.add(each.path("name").asString()));
            String text = page.path(next).asString("");
            cursor =
                    text.substring(
                            Math.max(0, text.indexOf(before))
                                    + (text.isEmpty() ? 0 : before.length()));
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(names).hasSize(Api.PHOTOS).contains("megan-0.jpg", "megan-24.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "/files/f3, url",
        "/drive/v3/files/f3, webContentLink",
        "/v1.0/me/drive/items/f3, @microsoft.graph.downloadUrl"
    })
    void saysWhereAPhotoLies(String path, String field) throws IOException {
        String link = Json.parse(call(path).body()).path(field).asString();
        assertThat(link).isEqualTo(peer.provider.uri() + "/content/f3");
        assertThat(peer.get("/content/f3").statusCode()).isEqualTo(200);
        assertThat(call(path.replace("f3", "f99")).statusCode()).isEqualTo(404);
    }

    @Test
    void echoesACallWithoutItsSecrets() throws IOException {
        String token = Peer.text(peer.granted(), "access_token");
        HttpResponse<String> answer =
                peer.post(
                        "/echo?a=b&api_key=planted",
                        "text/plain",
                        "body",
                        "Authorization",
                        "Bearer " + token,
                        "X-Api-Key",
                        "planted",
                        "X-Other",
                        "seen");
        JsonNode echo = Json.parse(answer.body());
        assertThat(echo.path("method").asString()).isEqualTo("POST");
        assertThat(echo.path("uri").asString()).isEqualTo("/echo?a=b&api_key=[secret]");
        assertThat(echo.path("body").asString()).isEqualTo("body");
        assertThat(echo.path("bytes").asInt()).isEqualTo(4);
        assertThat(echo.path("headers").path("x-other").asString()).isEqualTo("seen");
        assertThat(echo.path("headers").path("authorization").asString())
                .isEqualTo("Bearer [secret]");
        assertThat(answer.body() + peer.get("/_control").body())
                .doesNotContain("planted", token)
                .contains("x-other");
    }

    @Test
    void streamsAsManyBytesAsAsked() throws IOException {
        assertThat(call("/stream?bytes=1000000").body()).hasSize(1_000_000);
        assertThat(call("/stream?bytes=0").body()).isEmpty();
        assertThat(call("/stream?bytes=x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 404, 429, 500, 503})
    void answersAnyStatus(int status) throws IOException {
        HttpResponse<String> answer = call("/status/" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("retry-after").isPresent())
                .isEqualTo(status == 429 || status == 503);
    }

    @Test
    void takesAnApiKeyOrANameAndAPassword() throws IOException {
        assertThat(peer.get("/keyed/files", "X-Api-Key", "pixie-api-key").statusCode())
                .isEqualTo(200);
        assertThat(peer.get("/keyed/files?api_key=pixie-api-key").statusCode()).isEqualTo(200);
        assertThat(peer.get("/keyed/files", "X-Api-Key", "other").statusCode()).isEqualTo(401);
        String right = Peer.basic("pixie:pixie-password");
        assertThat(peer.get("/basic/echo", "Authorization", right).statusCode()).isEqualTo(200);
        String wrong = Peer.basic("pixie:other");
        assertThat(peer.get("/basic/echo", "Authorization", wrong).statusCode()).isEqualTo(401);
        assertThat(call("/keyed/files").statusCode()).isEqualTo(401);
    }

    @Test
    void countsAndEndsGrantsFromOutside() throws IOException {
        String token = "Bearer " + Peer.text(peer.granted(), "access_token");
        assertThat(peer.get("/files", "Authorization", token).statusCode()).isEqualTo(200);
        assertThat(peer.post("/_control/expire?user=megan", "text/plain", "").body())
                .isEqualTo("{\"ended\":1}");
        assertThat(peer.get("/files", "Authorization", token).statusCode()).isEqualTo(401);
        assertThat(peer.post("/_control/revoke?user=megan", "text/plain", "").body())
                .isEqualTo("{\"ended\":1}");

        JsonNode state = Json.parse(peer.get("/_control").body());
        assertThat(state.path("tokenRequests").path("authorization_code").asInt()).isEqualTo(1);
        assertThat(state.path("apiCalls").asInt()).isEqualTo(2);
        assertThat(state.path("apiRefusals").asInt()).isEqualTo(1);
        peer.post("/_control/reset", "text/plain", "");
        assertThat(peer.provider.counters().of("apiCalls")).isZero();
    }

    @Test
    void setsSwitchesWhileItRuns() throws IOException {
        String both = "{\"api-failing\":502,\"rotating\":true}";
        assertThat(
                        Json.parse(peer.post("/_control", "application/json", both).body())
                                .path("switches")
                                .toString())
                .isEqualTo("{\"api-failing\":\"502\",\"rotating\":\"true\"}");
        assertThat(call("/files").statusCode()).isEqualTo(502);
        peer.post("/_control", "application/json", "{\"api-failing\":null,\"rotating\":false}");
        assertThat(peer.switches.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"rotating\":true,\"rotatin\":true}', there is no switch 'rotatin'",
        "'{\"rotating\":true,\"slow\":\"soon\"}', slow does not take 'soon'",
        "'[]', write"
    })
    void setsAllSwitchesOrNone(String body, String text) throws IOException {
        HttpResponse<String> answer = peer.post("/_control", "application/json", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(text);
        assertThat(peer.switches.all()).isEmpty();
    }

    @Test
    void letsNoPageSetSwitches() throws IOException {
        HttpResponse<String> answer =
                peer.post("/_control", "text/plain", "{}", "Origin", "https://evil.example");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void readsClientsOfTheCommandLine() {
        Client client = Client.parse("app:s:https://a.example/cb?x=1:2");
        assertThat(client.mayReturnTo("https://a.example/cb?x=1:2")).isTrue();
        assertThat(client.mayReturnTo("http://127.0.0.1/callback")).isFalse();
        assertThat(client).asString().contains("[secret]");
        assertThatThrownBy(() -> Client.parse("app:s")).hasMessageContaining("id:secret:redirect");
    }
}
