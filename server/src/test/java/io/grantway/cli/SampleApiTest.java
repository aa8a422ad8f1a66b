package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleApiTest {
    private final SampleApi api = start();
    private final HttpClient client = HttpClient.newHttpClient();

    private static SampleApi start() {
        try {
            return SampleApi.start(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = api.uri().resolve(path);
        var request = HttpRequest.newBuilder(uri).header("X-Colour", "blue").build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void answersTheEvent() throws Exception {
        var response = get("/event/1");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo(
                        "{\"id\":1,\"Name\":\"Global"
                            + " Summit\",\"Location\":{\"id\":1,\"City\":\"Boston\",\"Country\":\"United"
                            + " States of America\"}}");
    }

    @Test
    void knowsNoOtherEvent() throws Exception {
        assertThat(get("/event/2").statusCode()).isEqualTo(404);
        assertThat(get("/event").statusCode()).isEqualTo(404);
    }

    @Test
    void echoesTheHeadersItReceived() throws Exception {
        var json = Json.parse(get("/event/echo?a=b").body());
        assertThat(json.path("method").asString()).isEqualTo("GET");
        assertThat(json.path("uri").asString()).isEqualTo("/event/echo?a=b");
        assertThat(json.path("headers").path("x-colour").path(0).asString()).isEqualTo("blue");
    }

    @Test
    void remembersTheLastCall() throws Exception {
        get("/event/1?x=1");
        var json = Json.parse(get("/received/last").body());
        assertThat(json.path("uri").asString()).isEqualTo("/event/1?x=1");
        assertThat(json.path("headers").path("x-colour").path(0).asString()).isEqualTo("blue");
    }
}
