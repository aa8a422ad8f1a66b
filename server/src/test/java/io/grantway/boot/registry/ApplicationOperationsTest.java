package io.grantway.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.SecretVerifier;
import io.grantway.boot.registry.RegistryBench.Answer;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ApplicationOperationsTest {
    private static final String DECLARED =
            """
            authorizationServers:
              - {name: local, builtIn: {issuer: "https://localhost:8443/auth"}}
              - name: keycloak
                external:
                  issuer: https://kc.example/realms/partners
                  registration: {connector: keycloak, initialAccessToken: the-iat}
              - {name: plain, external: {issuer: "https://plain.example"}}
              - name: found
                external: {issuer: "https://found.example", registration: {}}
            apis:
              - {name: orders, upstream: "http://127.0.0.1:9", routes: [{paths: [/orders]}]}
              - {name: stock, upstream: "http://127.0.0.1:9", routes: [{paths: [/stock]}]}
            plans:
              - {name: bronze, limits: [{requests: 5, per: minute}]}
              - {name: gold, limits: [{requests: 9, per: minute}], approval: manual}
            consumers:
              - username: acme
                applications:
                  - name: crm
                    credentials:
                      - {authorizationServer: keycloak, clientId: crm-kc}
                    subscriptions: [{api: orders, plan: bronze}]
            """;
    private static final String CRM = "/applications/crm";
    private static final String CREDENTIALS = CRM + "/credentials";
    private static final String SUBSCRIPTIONS = CRM + "/subscriptions";
    private static final String REGISTER =
            "https://kc.example/realms/partners/clients-registrations/openid-connect";
    private static final String CLIENT =
            "{\"client_id\": \"made-there\", \"client_secret\": \"told-once\","
                    + " \"registration_access_token\": \"rat\","
                    + " \"registration_client_uri\": \""
                    + REGISTER
                    + "/made-there\"}";
    private static final String GENERATE = "{\"authorizationServer\": \"%s\", \"generate\": true}";

    @TempDir private Path data;
    private RegistryBench bench;

    @BeforeEach
    void open() {
        bench = new RegistryBench(data, DECLARED);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Answer post(String path, String body) {
        return bench.call("POST", path, body);
    }

    private Answer generate(String server) {
        Answer made = post(CREDENTIALS, GENERATE.formatted(server));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private Entity kept(Answer made) {
        return bench.registry.entities().find(UUID.fromString(made.text("id"))).orElseThrow();
    }

    @Test
    void makesAClientAtAServerOfOursWhoseSecretIsShownOnce() {
        Answer made = generate("local");
        String secret = made.text("clientSecret");
        assertThat(secret).hasSizeGreaterThan(20);
        assertThat(made.text("application")).isEqualTo("crm");
        assertThat(SecretVerifier.isSame(kept(made).text("clientSecret").orElse(""), secret))
                .isTrue();
        bench.restart();
        Answer shown = bench.get(CREDENTIALS + "/" + made.text("id"));
        assertThat(shown.json().toString()).contains(made.text("clientId")).doesNotContain(secret);
        assertThat(shown.tag()).isEqualTo(made.tag());
        assertThat(bench.get(CREDENTIALS).json().path("data")).hasSize(2);
    }

    @Test
    void namesAClientThatWasMadeElsewhere() {
        Answer made =
                post(
                        CREDENTIALS,
                        "{\"authorizationServer\": \"plain\", \"clientId\": \"crm-plain\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var consumer = bench.registry.union().consumers().getLast().config();
        assertThat(consumer.applications().getFirst().credentials().getFirst().clientId())
                .isEqualTo("crm-plain");
        assertThat(
                        post(
                                        CREDENTIALS,
                                        "{\"authorizationServer\": \"plain\", \"clientId\":"
                                                + " \"crm-plain\"}")
                                .status())
                .isEqualTo(409);
    }

    @Test
    void registersAClientAtKeycloakAndKeepsItsNameAndNotItsSecret() {
        bench.outside.put(REGISTER, 201, CLIENT);
        Answer made = generate("keycloak");

        assertThat(made.text("clientId")).isEqualTo("made-there");
        assertThat(made.text("clientSecret")).isEqualTo("told-once");
        var request = bench.outside.requests().getLast();
        assertThat(request.headers().first("Authorization")).contains("Bearer the-iat");
        JsonNode asked = Json.parse(request.body().text());
        assertThat(asked.path("client_name").asString()).isEqualTo("crm");
        assertThat(asked.path("grant_types").toString()).isEqualTo("[\"client_credentials\"]");
        assertThat(kept(made).settings().toString())
                .contains("\"accessToken\":\"rat\"")
                .doesNotContain("told-once");
        assertThat(bench.get(CREDENTIALS).json().toString()).doesNotContain("\"rat\"");
    }

    @Test
    void takesAClientAwayWhereItWasRegistered() {
        bench.outside.put(REGISTER, 201, CLIENT);
        String one = CREDENTIALS + "/" + generate("keycloak").text("id");
        bench.outside.put(REGISTER + "/made-there", 500, "");
        assertThat(bench.call("DELETE", one, "").status()).isEqualTo(502);
        assertThat(bench.get(one).status()).isEqualTo(200);

        bench.outside.put(REGISTER + "/made-there", 204, "");
        assertThat(bench.call("DELETE", one, "").status()).isEqualTo(204);
        var request = bench.outside.requests().getLast();
        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.headers().first("Authorization")).contains("Bearer rat");
        assertThat(bench.get(one).status()).isEqualTo(404);
    }

    @Test
    void forgetsAClientOfAServerThatIsGoneWhenForced() {
        bench.outside.put(REGISTER, 201, CLIENT);
        String one = CREDENTIALS + "/" + generate("keycloak").text("id");
        assertThat(bench.call("DELETE", one, "").status()).isEqualTo(502);
        assertThat(bench.call("DELETE", one + "?force=true", "").status()).isEqualTo(204);
    }

    @Test
    void findsTheRegistrationEndpointInTheMetadata() {
        bench.outside.put(
                "https://found.example/.well-known/openid-configuration",
                "{\"issuer\": \"https://found.example\", \"registration_endpoint\":"
                        + " \"https://found.example/register\"}");
        bench.outside.put("https://found.example/register", 201, "{\"client_id\": \"f\"}");
        Answer made = generate("found");
        assertThat(made.text("clientId")).isEqualTo("f");
        assertThat(made.json().has("clientSecret")).isFalse();
        assertThat(bench.outside.requests().getLast().headers().first("Authorization")).isEmpty();
    }

    @Test
    void aServerCannotSendUsElsewhereWithTheTokenOfARegistration() {
        bench.outside.put(
                REGISTER, 201, CLIENT.replace("https://kc.example/", "https://evil.example/"));
        Answer made = generate("keycloak");
        assertThat(kept(made).settings().has("registration")).isFalse();
    }

    @Test
    void saysWhatTheServerSaysWhereItRefuses() {
        bench.outside.put(
                REGISTER,
                403,
                "{\"error\": \"insufficient_scope\", \"error_description\": \"Policy\\nsays no\"}");
        Answer refused = post(CREDENTIALS, GENERATE.formatted("keycloak"));
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.text("detail")).contains("403, insufficient_scope: Policy says no");
        assertThat(refused.json().toString()).doesNotContain("the-iat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"authorizationServer\":\"locale\",\"generate\":true} | 400 | no authorization"
                        + " server",
                "{\"authorizationServer\":\"plain\",\"generate\":true} | 409 | has no registration",
                "{\"authorizationServer\":\"local\"} | 400 | clientId: is missing",
                "{\"authorizationServer\":\"local\",\"clientId\":\"x\"} | 422 | needs one",
                "{\"authorizationServer\":\"local\",\"generate\":true,\"redirectUris\":[\"/here\"]}"
                        + " | 422 | is absolute",
                "{\"authorizationServer\":\"local\",\"clientId\":\"x\",\"generate\":true} | 400 |"
                        + " leave them out",
                "{\"authorizationServer\":\"local\",\"generate\":true,\"grantTypes\":[\"passwort\"]}"
                    + " | 422 | unknown",
            })
    void refusesWhatCannotBe(String body, int status, String message) {
        Answer refused = post(CREDENTIALS, body);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(status);
        assertThat(refused.json().toString()).contains(message);
        assertThat(bench.get(CREDENTIALS).json().path("data")).hasSize(1);
    }

    @Test
    void theSecretBeforeCountsUntilTheOverlapIsOver() {
        Answer made = generate("local");
        String one = CREDENTIALS + "/" + made.text("id");
        Answer rotated = post(one + "/rotate", "{\"overlap\": \"24h\"}");
        assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);

        assertThat(secretsInForce())
                .containsExactlyInAnyOrder(
                        SecretVerifier.ofGenerated(made.text("clientSecret")),
                        SecretVerifier.ofGenerated(rotated.text("clientSecret")));
        bench.clock.forward(Duration.ofHours(24));
        assertThat(secretsInForce())
                .containsExactly(SecretVerifier.ofGenerated(rotated.text("clientSecret")));
        Answer again = post(one + "/rotate", "{}");
        assertThat(secretsInForce())
                .containsExactly(SecretVerifier.ofGenerated(again.text("clientSecret")));
        assertThat(kept(made).settings().path("authentication").path("secrets")).isEmpty();
    }

    private List<String> secretsInForce() {
        var credential =
                bench.registry
                        .union()
                        .consumers()
                        .getLast()
                        .config()
                        .applications()
                        .getFirst()
                        .credentials()
                        .getFirst();
        var all = new ArrayList<String>();
        Objects.requireNonNull(credential.clientSecret()).expose(all::add);
        credential.authentication().secrets().stream()
                .filter(each -> each.inForce(bench.clock.instant()))
                .forEach(each -> each.secret().expose(all::add));
        return all;
    }

    @Test
    void onlyAServerChangesTheSecretsOfItsClients() {
        String id =
                post(CREDENTIALS, "{\"authorizationServer\": \"plain\", \"clientId\": \"p\"}")
                        .text("id");
        Answer refused = post(CREDENTIALS + "/" + id + "/rotate", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("not_ours");
        assertThat(post(CREDENTIALS + "/" + id + "/rotate", "{\"overlap\": \"1y\"}").status())
                .isEqualTo(400);
    }

    @Test
    void whatIsDeclaredIsChangedWhereItIsDeclared() {
        for (EntityKind kind : new EntityKind[] {EntityKind.CREDENTIAL, EntityKind.SUBSCRIPTION}) {
            String id =
                    bench.registry.entities().of(kind, "default").iterator().next().id().toString();
            String one = (kind == EntityKind.CREDENTIAL ? CREDENTIALS : SUBSCRIPTIONS) + "/" + id;
            Answer refused = bench.call("DELETE", one, "");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("detail")).contains("is declared in a.yaml");
        }
    }

    @Test
    void aKeyOfAnApplicationIsShownOnce() {
        Answer made = post(CRM + "/keys", "{}");
        assertThat(made.status()).isEqualTo(201);
        String key = made.text("key");
        assertThat(key).hasSizeGreaterThan(20);
        String one = CRM + "/keys/" + made.text("id");
        assertThat(bench.get(one).text("key")).isEqualTo("[secret]");
        assertThat(post(CRM + "/keys", "{\"key\": \"" + key + "\"}").status()).isEqualTo(409);
        assertThat(bench.call("DELETE", one, "").status()).isEqualTo(204);
    }

    @Test
    void aSubscriptionUnderAPlanThatMustBeApprovedBeginsAsARequest() {
        Answer made = post(SUBSCRIPTIONS, "{\"api\": \"stock\", \"plan\": \"gold\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("state")).isEqualTo("requested");
        String one = SUBSCRIPTIONS + "/" + made.text("id");

        assertThat(post(one + "/resume", "").text("code")).isEqualTo("wrong_state");
        assertThat(post(one + "/approve", "").text("state")).isEqualTo("active");
        assertThat(post(one + "/suspend", "").text("state")).isEqualTo("suspended");
        assertThat(post(one + "/approve", "").status()).isEqualTo(409);
        assertThat(post(one + "/resume", "").text("state")).isEqualTo("active");
        assertThat(bench.call("DELETE", one, "", "If-Match", made.tag()).status())
                .as("somebody has approved it meanwhile")
                .isEqualTo(412);
        assertThat(bench.call("DELETE", one, "").status()).isEqualTo(204);
    }

    @Test
    void aSubscriptionUnderAnotherPlanIsActiveAtOnce() {
        Answer made = post(SUBSCRIPTIONS, "{\"api\": \"stock\", \"plan\": \"bronze\"}");
        assertThat(made.text("state")).isEqualTo("active");
        assertThat(post(SUBSCRIPTIONS, "{\"api\": \"orders\", \"plan\": \"gold\"}").status())
                .as("one subscription to an API, declared or made")
                .isEqualTo(409);
        assertThat(post(SUBSCRIPTIONS, "{\"api\": \"shop\", \"plan\": \"gold\"}").status())
                .isEqualTo(422);
    }

    @Test
    void findsAnApplicationByNameOrIdAndNoneOfAnothers() {
        Answer shown = bench.get(CRM);
        assertThat(shown.text("consumer")).isEqualTo("acme");
        assertThat(bench.get("/applications/" + shown.text("id")).json()).isEqualTo(shown.json());
        assertThat(bench.get("/applications").json().path("data")).hasSize(1);
        assertThat(bench.get("/applications/nobody").status()).isEqualTo(404);
        bench.call(
                "POST",
                "/workspaces/default/consumers",
                "{\"username\": \"eve\", \"applications\": [{\"name\": \"eves\"}]}");
        String id = generate("local").text("id");
        assertThat(bench.get("/applications/eves/credentials/" + id).status()).isEqualTo(404);
        assertThat(bench.call("DELETE", "/applications/eves/credentials/" + id, "").status())
                .isEqualTo(404);
    }
}
