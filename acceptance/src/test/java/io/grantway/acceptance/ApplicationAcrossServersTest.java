package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// One application has clients at several authorization servers, and is one application all the
/// same.
class ApplicationAcrossServersTest {
    @RegisterExtension static final ExternalServers SERVERS = new ExternalServers();

    private static final String CREDENTIALS = "/api/v1/applications/crm/credentials";

    private static AdminClient admin() {
        return AdminClient.of(SERVERS.server());
    }

    private static String token(String server) {
        return SERVERS.token(server, "crm", "orders.read");
    }

    @Test
    void keepsOnePlanAndOneSetOfFiguresWhicheverClientCalls() throws Exception {
        Answer registered =
                admin().post(
                                CREDENTIALS,
                                "{\"authorizationServer\": \"keycloak\", \"generate\": true}");
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
        String client = registered.text("clientId");
        String token =
                SERVERS.keycloak().token(client, registered.text("clientSecret"), "orders.read");

        List<String> tokens =
                List.of(
                        token,
                        token("local"),
                        token("keycloak"),
                        token("legacy-hmac"),
                        token("local"));

        List<Answer> five = new ArrayList<>();
        for (String each : tokens) {
            five.add(SERVERS.order(each));
        }
        Answer sixth = SERVERS.order(token);

        assertThat(five).extracting(Answer::status).containsOnly(200);
        assertThat(five).extracting(Answer::toString).allMatch(body -> body.contains("crm"));
        assertThat(five)
                .extracting(answer -> answer.header("RateLimit").replaceAll(".*;r=(\\d+).*", "$1"))
                .containsExactly("4", "3", "2", "1", "0");
        assertThat(five.getFirst().header("RateLimit-Policy")).contains("q=5", "w=60");
        tellsThatThePlanIsUsedUp(sixth);
        Answer other = SERVERS.order(SERVERS.token("keycloak", "erp", "orders.read"));
        assertThat(other.status()).as("another application's plan").isEqualTo(200);
        awaitFigures("by=application", Map.of("crm", 6L));
        awaitFigures("by=server", Map.of("local", 2L, "keycloak", 3L, "legacy-hmac", 1L));
        awaitFigures("by=plan,outcome", Map.of("bronze 2xx", 5L, "bronze 4xx", 1L));
    }

    private static void tellsThatThePlanIsUsedUp(Answer refused) throws IOException {
        assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("RateLimit")).contains("r=0");
        JsonNode explained = SERVERS.explained(refused);
        assertThat(explained.path("plan").asString()).isEqualTo("bronze");
        assertThat(explained.path("authorization_server").asString()).isEqualTo("keycloak");
        assertThat(explained.path("refusal").path("reason").asString()).isEqualTo("plan_exceeded");
        assertThat(explained.path("refusal").path("explanation").asString())
                .contains("bronze", "5");
    }

    /// How often the application called, told apart by something; counted a moment later.
    private static void awaitFigures(String by, Map<String, Long> expected) {
        Waiting.until(
                Duration.ofSeconds(15),
                () -> figures(by).equals(expected),
                () -> "expected " + expected + ", the figures are " + figures(by));
    }

    private static Map<String, Long> figures(String by) {
        try {
            Answer answer = admin().get("/api/v1/analytics?step=day&application=crm&" + by);
            if (answer.status() != 200) {
                throw new AssertionError(answer);
            }
            List<String> dimensions = List.of(by.substring("by=".length()).split(",", -1));
            return answer.json()
                    .path("data")
                    .valueStream()
                    .collect(
                            Collectors.groupingBy(
                                    row ->
                                            dimensions.stream()
                                                    .map(each -> row.path(each).asString())
                                                    .collect(Collectors.joining(" ")),
                                    Collectors.summingLong(row -> row.path("count").asLong())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void registersAClientAndTakesItAway() throws Exception {
        Answer registered =
                admin().post(
                                "/api/v1/applications/erp/credentials",
                                "{\"authorizationServer\": \"keycloak\", \"generate\": true}");
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
        String client = registered.text("clientId");
        String secret = registered.text("clientSecret");
        String token = SERVERS.keycloak().token(client, secret, "orders.read");

        assertThat(SERVERS.order(token).status()).isEqualTo(200);
        assertThat(SERVERS.keycloak().client(client).path("name").asString()).isEqualTo("erp");
        String path = "/api/v1/applications/erp/credentials/" + registered.text("id");
        assertThat(admin().get(path).body()).contains(client).doesNotContain(secret);

        assertThat(admin().delete(path).status()).isEqualTo(204);
        assertThat(SERVERS.keycloak().client(client).isMissingNode()).isTrue();
        Answer refused = SERVERS.order(token);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("no_application");
    }
}
