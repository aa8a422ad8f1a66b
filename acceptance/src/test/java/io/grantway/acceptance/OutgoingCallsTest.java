package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A service that calls two backends and never thinks of tokens, step by step.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutgoingCallsTest {
    @RegisterExtension static final OutgoingServers SERVERS = new OutgoingServers();

    private static final int CALLS = 10_000;
    private static final int CALLERS = 64;

    @Test
    @Order(1)
    void theFirstCallGetsOneTokenAndCallsBothBackendsWithIt() throws Exception {
        int before = SERVERS.tokenRequests();

        Answer answer = SERVERS.plan("c1");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text("plan")).isEqualTo("gold");
        assertThat(answer.json().path("practitioner").path("id").asString()).isEqualTo("1");
        assertThat(SERVERS.tokenRequests()).isEqualTo(before + 1);
        assertThat(SERVERS.billing().calls()).hasSize(1);
        assertThat(SERVERS.billing().calls().getFirst().path()).isEqualTo("/billing/c1");
    }

    @Test
    @Order(2)
    void tenThousandMoreCallsNeedNoOtherToken() throws Exception {
        int before = SERVERS.tokenRequests();

        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        Crowd.of(CALLERS).each(CALLS, number -> statuses.add(SERVERS.plan("c" + number).status()));

        assertThat(statuses).containsExactly(200);
        assertThat(SERVERS.tokenRequests()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void refusesACallerWhoDoesNotProveItself() throws Exception {
        var client = SERVERS.server().client();

        Answer nobody = client.get(SERVERS.gateway("/plan?client_id=c1"));
        Answer wrong =
                client.get(
                        SERVERS.gateway("/plan?client_id=c1"),
                        "Authorization",
                        Client.basic("frontdesk", "guess"));

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(wrong.status()).isEqualTo(401);
    }

    @Test
    @Order(4)
    void aTokenThatTheBackendForgotIsRenewedOnceForAllCallers() throws Exception {
        SERVERS.billing().forgetTokens();
        int before = SERVERS.tokenRequests();

        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        Crowd.of(CALLERS)
                .each(CALLERS * 4, number -> statuses.add(SERVERS.plan("d" + number).status()));

        assertThat(statuses).containsExactly(200);
        assertThat(SERVERS.tokenRequests()).isEqualTo(before + 1);
    }

    @Test
    @Order(5)
    void aRefusalThatIsNoMatterOfTheTokenIsToldAndRenewsNothing() throws Exception {
        int before = SERVERS.tokenRequests();

        Answer answer = SERVERS.plan("forbidden");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
        assertThat(
                        AdminClient.of(SERVERS.server())
                                .get("/api/v1/explain/" + answer.header("X-Request-Id"))
                                .body())
                .contains("REST Server", "403", "not your client");
        assertThat(SERVERS.tokenRequests()).isEqualTo(before);
    }

    @Test
    @Order(6)
    void theTokenSurvivesAKilledProcess() throws Exception {
        int before = SERVERS.tokenRequests();

        SERVERS.server().killAndRestart();

        assertThat(SERVERS.plan("c1").status()).isEqualTo(200);
        assertThat(SERVERS.tokenRequests()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void noTokenIsInTheLogOrReadableInTheStore() throws Exception {
        Set<String> tokens =
                SERVERS.billing().calls().stream()
                        .map(BillingBackend.Call::token)
                        .filter(token -> !token.isEmpty())
                        .collect(Collectors.toSet());
        assertThat(tokens).isNotEmpty();

        assertThat(SERVERS.server().log()).doesNotContain(tokens).doesNotContain(Keycloak.SECRET);
        try (var files = Files.walk(SERVERS.server().data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text =
                        new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(tokens).as(file.toString()).noneMatch(text::contains);
            }
        }
    }

    @Test
    @Order(8)
    void aSilentTokenServerIsNoMatterWhileTheTokenIsGood() throws Exception {
        SERVERS.keycloak().front().goDown();
        try {
            assertThat(SERVERS.plan("c1").status()).isEqualTo(200);
        } finally {
            SERVERS.keycloak().front().comeBack();
        }
    }

    @Test
    @Order(9)
    void onceTheTokenIsUselessTheAnswerNamesTheDefinition() throws Exception {
        SERVERS.keycloak().front().goDown();
        try {
            SERVERS.billing().forgetTokens();

            Answer answer = SERVERS.plan("c1");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.text("detail")).contains("Okta");
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } finally {
            SERVERS.keycloak().front().comeBack();
        }
        Waiting.until(
                Duration.ofSeconds(60),
                () -> status("c1") == 200,
                () -> "does not come back:\n" + SERVERS.server().log());
    }

    @Test
    @Order(10)
    void anEditedDefinitionTakesEffectOnTheNextCall() throws Exception {
        Path file = SERVERS.directory().resolve("grantway.yaml");
        String before = Files.readString(file);
        int asked = SERVERS.tokenRequests();

        Files.writeString(
                file, before.replace("[billing.read, system", "[billing.read, profile, system"));

        Waiting.until(
                Duration.ofSeconds(10),
                () -> status("c1") == 200 && SERVERS.tokenRequests() > asked,
                () -> "not read again:\n" + SERVERS.server().log());
        assertThat(SERVERS.tokenRequests()).isEqualTo(asked + 1);
    }

    private static int status(String client) {
        try {
            return SERVERS.plan(client).status();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @Order(11)
    void nobodyFailsAndNobodyWaitsWhileTokensExpireUnderLoad() throws Exception {
        SERVERS.keycloak().backendTokensLast(Duration.ofSeconds(6));
        // So that the backend has seen the token that is to be forgotten.
        assertThat(SERVERS.plan("c1").status()).isEqualTo(200);
        SERVERS.billing().forgetTokens();
        int before = SERVERS.tokenRequests();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();

        Duration took =
                Crowd.of(CALLERS)
                        .during(
                                Duration.ofSeconds(20),
                                number -> statuses.add(SERVERS.plan("e" + number).status()));

        assertThat(statuses).containsExactly(200);
        // A token for each lifetime, and the one that replaced what was forgotten.
        assertThat(SERVERS.tokenRequests() - before).isBetween(3, (int) (took.toSeconds() / 3) + 2);
        SERVERS.keycloak().backendTokensLast(Duration.ofHours(1));
    }

    @Test
    @Order(12)
    void keysMadeAndPublishedHereOpenARealServer() throws Exception {
        SERVERS.keycloak()
                .backendClient("ehr-app", SERVERS.gateway("/.well-known/jwks/EHR%20Keys.json"));
        Path file = SERVERS.directory().resolve("grantway.yaml");
        String yaml = Files.readString(file);

        Files.writeString(
                file,
                yaml.replace(
                                "connections:\n",
                                """
                                  - name: EHR Keys
                                    oauth2:
                                      tokenEndpoint: %s/realms/backends/protocol/openid-connect/token
                                      clientId: ehr-app
                                      clientAuthentication: private_key_jwt
                                      scopes: [billing.read]
                                connections:
                                  - name: By Keys
                                    rest: {url: "%s/billing/{client_id}", security: EHR Keys}
                                """
                                        .formatted(
                                                SERVERS.keycloak().front().uri(),
                                                SERVERS.billing().uri()))
                        .replace(
                                "channels:\n",
                                """
                                channels:
                                  - name: keyed
                                    rest: {path: /keyed, methods: [GET], security: Frontdesk, service: ByKeys}
                                """));
        SERVERS.deploy(
                "ByKeys",
                """
                import io.grantway.service.*;
                import java.util.Map;

                public class ByKeys implements Service {
                    @Override
                    public Object handle(Call call) {
                        return call.rest("By Keys").get(Map.of("client_id", "k1")).tree();
                    }
                }
                """);

        Waiting.until(
                Duration.ofSeconds(10),
                () -> {
                    try {
                        return SERVERS.at("/keyed").status() == 200;
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                () -> "no call by keys:\n" + SERVERS.server().log());
        assertThat(SERVERS.at("/keyed").text("client")).isEqualTo("k1");
        List<String> names =
                SERVERS.server()
                        .client()
                        .get(SERVERS.gateway("/.well-known/jwks/EHR%20Keys.json"))
                        .json()
                        .path("keys")
                        .valueStream()
                        .flatMap(key -> key.propertyNames().stream())
                        .distinct()
                        .toList();
        assertThat(names).contains("kid", "kty").doesNotContain("d", "p", "q");
    }
}
