package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What calls come to that bring tokens of five authorization servers, and those that bring none or
/// a wrong one.
class ExternalServersTest {
    @RegisterExtension static final ExternalServers SERVERS = new ExternalServers();

    static final List<Arguments> BAD_TOKENS = new BadTokens(SERVERS).all();

    /// What the gateway says of all bad tokens alike.
    private static final String INVALID = "the access token is invalid or has expired";

    @ParameterizedTest
    @CsvSource({
        "local, erp-local, ''",
        "keycloak, erp-kc, *",
        "legacy-rsa, erp-rsa, ann",
        "legacy-hmac, erp-hmac, ann",
        "opaque, erp-op, ann",
    })
    void opensTheApiAndTellsTheUpstreamWhoCalls(String server, String client, String subject)
            throws Exception {
        String token = SERVERS.token(server, "erp", "orders.read");

        Answer order =
                SERVERS.order(token, "X-Application-Name", "crm", "X-Authenticated-UserId", "eve");

        assertThat(order.status()).as(order.toString()).isEqualTo(200);
        JsonNode seen = order.json().path("headers");
        assertThat(values(seen, "x-application-name")).containsExactly("erp");
        assertThat(values(seen, "x-consumer-username")).containsExactly("supplier");
        assertThat(values(seen, "x-authorization-server")).containsExactly(server);
        assertThat(values(seen, "x-credential-identifier")).containsExactly(client);
        assertThat(String.join(" ", values(seen, "x-authenticated-scope")).split(" ", -1))
                .contains("orders.read");
        assertThat(values(seen, "authorization")).isEmpty();
        List<String> subjects = values(seen, "x-authenticated-userid");
        switch (subject) {
            case "" -> assertThat(subjects).isEmpty();
            // Keycloak makes a user for a client that acts for itself.
            case "*" -> assertThat(subjects).singleElement().asString().hasSize(36);
            default -> assertThat(subjects).containsExactly(subject);
        }
    }

    private static List<String> values(JsonNode headers, String name) {
        return headers.path(name).valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void tellsACallWithoutATokenWhereToGetOne() throws Exception {
        Answer refused = SERVERS.server().client().get(SERVERS.server().at("/orders/1"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.response().headers().allValues("WWW-Authenticate"))
                .contains("Bearer resource_metadata=\"" + SERVERS.resourceMetadata() + "\"");
        assertThat(SERVERS.explained(refused).path("refusal").path("reason").asString())
                .isEqualTo("access_token_missing");
    }

    @Test
    void publishesWhichServersTokensOpenTheApi() throws Exception {
        JsonNode metadata = SERVERS.server().client().get(SERVERS.resourceMetadata()).json();

        assertThat(metadata.path("resource").asString())
                .isEqualTo(SERVERS.server().at("/orders").toString());
        assertThat(metadata.path("authorization_servers").valueStream().map(JsonNode::asString))
                .containsExactly(
                        SERVERS.server().at("/auth").toString(),
                        SERVERS.keycloak().issuer(),
                        "https://legacy.example",
                        "https://hmac.example");
        assertThat(metadata.path("scopes_supported").valueStream().map(JsonNode::asString))
                .containsExactly("orders.read", "orders.write");
        assertThat(metadata.path("bearer_methods_supported").valueStream().map(JsonNode::asString))
                .containsExactly("header");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("BAD_TOKENS")
    void refusesABadTokenAndTellsOnlyTheAdministratorWhy(
            String name, Supplier<String> token, String server, String reason, String value)
            throws Exception {
        Answer refused = SERVERS.order(token.get());

        assertThat(refused.status()).as(refused.toString()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"invalid_token\", error_description=\"" + INVALID)
                .contains("resource_metadata=");
        assertThat(refused.text("detail")).isEqualTo(INVALID);
        assertThat(refused.body()).doesNotContain(reason);
        JsonNode refusal = SERVERS.explained(refused).path("refusal");
        assertThat(refusal.path("reason").asString()).as(refusal.toString()).isEqualTo(reason);
        assertThat(refusal.path("explanation").asString()).contains(server, value);
        assertThat(refusal.path("would_pass").asString()).isNotEmpty();
        SERVERS.awaitLogged(refused, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "keycloak", "legacy-rsa", "legacy-hmac", "opaque"})
    void refusesATokenWhoseScopeDoesNotCoverTheOperation(String server) throws Exception {
        Answer refused = SERVERS.placeOrder(SERVERS.token(server, "erp", "orders.read"));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_scope\"")
                .contains("scope=\"orders.write\"");
        JsonNode refusal = SERVERS.explained(refused).path("refusal");
        assertThat(refusal.path("reason").asString()).isEqualTo("scope_insufficient");
        assertThat(refusal.path("explanation").asString())
                .contains(" of " + server + " ", "orders.read", "orders.write");
        Answer placed = SERVERS.placeOrder(SERVERS.token(server, "erp", "orders.write"));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody-kc, no_application, belong to no application, the client nobody-kc of keycloak",
        "visitor-kc, not_subscribed, the application has no subscription, visitor",
    })
    void refusesAClientWithoutAnApplicationOrASubscription(
            String client, String reason, String detail, String named) throws Exception {
        Answer refused = SERVERS.order(SERVERS.keycloak().token(client, "orders.read"));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("code")).isEqualTo(reason);
        assertThat(refused.text("detail")).contains(detail);
        assertThat(refused.header("WWW-Authenticate")).isEmpty();
        JsonNode explained = SERVERS.explained(refused);
        assertThat(explained.path("authorization_server").asString()).isEqualTo("keycloak");
        JsonNode refusal = explained.path("refusal");
        assertThat(refusal.path("reason").asString()).isEqualTo(reason);
        assertThat(refusal.path("explanation").asString()).contains(named);
    }

    @Test
    void explainsARefusalOnTheCommandLine() throws Exception {
        Answer refused = SERVERS.order(SERVERS.rsa().token(BadTokens.FOR_ANOTHER_API));

        List<String> command =
                new ArrayList<>(List.of("explain", refused.header("X-Request-Id"), "--data"));
        command.add(SERVERS.server().data().toString());
        var explained = Distribution.unpacked().run(Map.of(), command.toArray(String[]::new));

        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains("legacy-rsa", "token_audience_wrong", "billing-api", "orders-api");
    }
}
