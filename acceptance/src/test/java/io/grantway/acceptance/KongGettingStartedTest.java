package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/// Kong's own first steps with its OAuth 2.0 plugin, sent to the admin listener as they are.
class KongGettingStartedTest {
    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    private static AdminClient admin() {
        return AdminClient.of(SCENARIO.server());
    }

    /// Sends the same values as a form or as JSON.
    private interface Sender {
        Answer send(String path, Map<String, String> values) throws IOException;
    }

    @Test
    void worksWithForms() throws IOException {
        walk("forms", (path, values) -> admin().form(path, values));
    }

    @Test
    void worksWithJson() throws IOException {
        walk("json", (path, values) -> admin().post(path, json(values)));
    }

    private static String json(Map<String, String> values) {
        var json = new JsonMapper().createObjectNode();
        new TreeMap<>(values)
                .forEach((name, value) -> {
                    if (name.startsWith("config.")) {
                        var config = json.withObjectProperty("config");
                        String key = name.substring("config.".length());
                        if (key.equals("scopes")) {
                            config.putArray(key).add(value);
                        } else if (value.equals("true")) {
                            config.put(key, true);
                        } else {
                            config.put(key, value);
                        }
                    } else if (name.endsWith("[]")) {
                        json.putArray(name.replace("[]", "")).add(value);
                    } else {
                        json.put(name, value);
                    }
                });
        return json.toString();
    }

    private static void walk(String name, Sender admin) throws IOException {
        String path = "/kong-" + name;
        String url = SCENARIO.upstream("/event").toString();
        Answer service = admin.send("/services", Map.of("name", name, "url", url));
        assertThat(service.status()).as(service.toString()).isEqualTo(201);

        String routes = "/services/" + name + "/routes";
        Answer route = admin.send(routes, Map.of("name", name, "paths[]", path));
        assertThat(route.status()).as(route.toString()).isEqualTo(201);
        URI event = SCENARIO.at(path + "/1");
        assertThat(SCENARIO.client().get(event).body()).isEqualTo(SampleApi.EVENT);

        Answer plugin =
                admin.send(
                        "/services/" + name + "/plugins",
                        Map.of(
                                "name", "oauth2",
                                "config.scopes", "email",
                                "config.mandatory_scope", "true",
                                "config.enable_client_credentials", "true"));
        assertThat(plugin.status()).as(plugin.toString()).isEqualTo(201);
        assertThat(plugin.json().at("/config/provision_key").asString()).hasSize(32);
        assertThat(SCENARIO.client().get(event).status()).isEqualTo(401);

        Answer consumer = admin.send("/consumers", Map.of("username", "user-" + name));
        assertThat(consumer.status()).as(consumer.toString()).isEqualTo(201);
        Answer application =
                admin.send(
                        "/consumers/user-" + name + "/oauth2",
                        Map.of(
                                "name", "Test Application",
                                "redirect_uris[]", "https://app.example/callback"));
        assertThat(application.status()).as(application.toString()).isEqualTo(201);

        Answer token =
                SCENARIO.client()
                        .form(
                                SCENARIO.at(path + "/oauth2/token"),
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        application.text("client_id"),
                                        "client_secret",
                                        application.text("client_secret"),
                                        "scope",
                                        "email"));
        assertThat(token.status()).as(token.toString()).isEqualTo(200);
        String bearer = "Bearer " + token.text("access_token");
        Answer answer = SCENARIO.client().get(event, "Authorization", bearer);
        assertThat(answer.body()).isEqualTo(SampleApi.EVENT);
        SCENARIO.server().killAndRestart();
        assertThat(SCENARIO.client().get(event, "Authorization", bearer).status()).isEqualTo(200);
    }

    /// As Kong keeps a secret: PBKDF2 with SHA-512, 10,000 rounds.
    private static final String HASH_OF_HASHED_SECRET =
            "$pbkdf2-sha512$i=10000,l=32$Z3JhbnR3YXktc2FsdC0xNg$+QD6b59IpBFRJ4vPYreXikZB+/xXGLLXNwvCo6aw/7s";

    private static String deck(String url) {
        return """
        _format_version: "3.0"
        services:
          - name: imported
            url: %s
            routes:
              - name: imported
                paths: [/imported]
            plugins:
              - name: oauth2
                config:
                  scopes: [email]
                  enable_client_credentials: true
          - name: keyed
            url: %s
            routes:
              - name: keyed
                paths: [/keyed]
            plugins:
              - name: key-auth
              - name: rate-limiting
                config: {minute: 5, policy: local}
        consumers:
          - username: acme
            oauth2_credentials:
              - name: hashed
                client_id: hashed-id
                client_secret: "%s"
                hash_secret: true
                redirect_uris: [https://app.example/callback]
              - name: clear
                client_id: clear-id
                client_secret: clear-secret
                redirect_uris: [https://app.example/callback]
            keyauth_credentials:
              - key: acme-key
        """
                .formatted(url, url, HASH_OF_HASHED_SECRET);
    }

    @Test
    void servesTheClientsOfADeckFileUnchanged() throws Exception {
        String url = SCENARIO.upstream("/event").toString();
        Path file = Distribution.emptyDirectory("deck").resolve("kong.yaml");
        Files.writeString(file, deck(url));
        var imported =
                Distribution.unpacked()
                        .run(
                                Map.of(),
                                "import",
                                "kong",
                                file.toString(),
                                "--data",
                                SCENARIO.server().data().toString());
        assertThat(imported.exitCode()).as(imported.err() + imported.out()).isZero();
        URI keyed = SCENARIO.at("/keyed/1");
        assertThat(SCENARIO.client().get(keyed).status()).isEqualTo(401);
        Answer first = SCENARIO.client().get(keyed, "apikey", "acme-key");
        assertThat(first.body()).isEqualTo(SampleApi.EVENT);
        assertThat(first.header("X-RateLimit-Remaining-Minute")).isEqualTo("4");
        assertThat(token("clear-id", "clear-secret").status()).isEqualTo(200);
        assertThat(token("clear-id", "hashed-secret").status()).isEqualTo(400);
        Answer token = token("hashed-id", "hashed-secret");
        assertThat(token.status()).as(token.toString()).isEqualTo(200);
        String bearer = "Bearer " + token.text("access_token");
        URI protectedEvent = SCENARIO.at("/imported/1");
        assertThat(SCENARIO.client().get(protectedEvent, "Authorization", bearer).body())
                .isEqualTo(SampleApi.EVENT);
    }

    private static Answer token(String client, String secret) throws IOException {
        return SCENARIO.client()
                .form(
                        SCENARIO.at("/imported/oauth2/token"),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                client,
                                "client_secret",
                                secret,
                                "scope",
                                "email"));
    }
}
