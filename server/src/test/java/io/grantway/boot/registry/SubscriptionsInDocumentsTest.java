package io.grantway.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionsInDocumentsTest {
    private static final String DECLARED =
            """
            authorizationServers:
              - {name: local, builtIn: {issuer: "https://localhost:8443/auth"}}
            apis:
              - {name: orders, upstream: "http://127.0.0.1:9", routes: [{paths: [/orders]}]}
            plans:
              - {name: bronze, limits: [{requests: 5, per: minute}]}
            consumers:
              - username: acme
                applications:
                  - name: crm
                    credentials:
                      - {authorizationServer: local, clientId: crm, clientSecret: crm-secret}
                    subscriptions: [{api: orders, plan: bronze}]
            """;
    private static final String PLANS = "/workspaces/default/plans";
    private static final String CONSUMERS = "/workspaces/default/consumers";
    private static final String ANN =
            """
            {"username": "ann", "applications": [{"name": "shop",
              "credentials": [{"authorizationServer": "local", "clientId": "shop",
                "clientSecret": "shop-secret"}],
              "keys": ["shop-key"],
              "subscriptions": [{"api": "orders", "plan": "bronze"}]}]}\
            """;

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

    @Test
    void keepsAnApplicationWithAllThatBelongsToItAndHidesItsSecrets() {
        var made = bench.call("POST", CONSUMERS, ANN);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        bench.restart();
        var shown = bench.get(CONSUMERS + "/ann");
        assertThat(shown.json().toString())
                .contains("\"authorizationServer\":\"local\"", "\"plan\":\"bronze\"")
                .doesNotContain("shop-secret", "shop-key");
        var put = bench.call("PUT", CONSUMERS + "/ann", shown.json().toString());
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.tag()).isEqualTo(shown.tag());
        var shop = bench.registry.union().consumers().getLast().config().applications().getFirst();
        assertThat(shop.credentials().getFirst().clientSecret())
                .satisfies(secret -> assertThat(secret.matches("shop-secret")).isTrue());
    }

    @Test
    void exportsPlansAndSubscriptionsAsAFile() {
        bench.call("POST", CONSUMERS, ANN);
        String yaml = bench.get("/config/export").text("text");
        assertThat(yaml)
                .contains("plans:", "subscriptions:", "clientId: shop")
                .doesNotContain("shop-secret");
    }

    @Test
    void makesAPlanAndKeepsItWhileSomebodyIsSubscribed() {
        String gold = "{\"name\": \"gold\", \"limits\": [{\"requests\": 9, \"per\": \"hour\"}]}";
        assertThat(bench.call("POST", PLANS, gold).status()).isEqualTo(201);
        bench.call("POST", CONSUMERS, ANN.replace("bronze", "gold"));

        var refused = bench.call("DELETE", PLANS + "/gold", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().toString()).contains("take their subscriptions away first");
        bench.call("DELETE", CONSUMERS + "/ann", "");
        assertThat(bench.call("DELETE", PLANS + "/gold", "").status()).isEqualTo(204);
    }

    @Test
    void aDeclaredPlanIsChangedWhereItIsDeclared() {
        var refused = bench.call("DELETE", PLANS + "/bronze", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().toString()).contains("is declared in a.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"orders\" | \"order\" | 422 | there is no api",
                "\"bronze\" | \"silver\" | 422 | there is no plan",
                "\"local\" | \"elsewhere\" | 422 | there is no authorization server",
                "\"clientId\": \"shop\" | \"clientId\": \"crm\" | 409 | clientId",
            })
    void refusesNamesThatMeanNothingOrTwoThings(
            String said, String instead, int status, String message) {
        var refused = bench.call("POST", CONSUMERS, ANN.replace(said, instead));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(status);
        assertThat(refused.json().toString()).contains(message);
    }

    @Test
    void aClientOfEveryServerCannotTakeTheNameOfOneOfAServerOfOurs() {
        String thief =
                "{\"username\": \"eve\", \"applications\": [{\"name\": \"e\", \"clientId\":"
                        + " \"crm\", \"clientSecret\": \"s\"}]}";
        assertThat(bench.call("POST", CONSUMERS, thief).status()).isEqualTo(409);
    }
}
