package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationCheckTest {
    private static final String SERVER =
            """
            authorizationServers:
              - name: local
                builtIn: {issuer: "https://localhost:8443/auth", scopes: [{name: orders.read}, {name: orders.write}]}
            """;

    private static String report(String routes, String... operations) {
        return load(
                SERVER
                        + "apis:\n  - name: orders\n    upstream: http://127.0.0.1:1\n    routes: "
                        + routes
                        + "\n    operations:\n      - "
                        + String.join("\n      - ", operations)
                        + "\n");
    }

    private static String load(String yaml) {
        try {
            ConfigurationFiles.load(
                    List.of(), List.of(new ConfigText("test.yaml", yaml)), Map.of());
            return "";
        } catch (ConfigRejected e) {
            return e.report();
        }
    }

    @Test
    void takesOperationsThatRoutesReachAndScopesThatAServerOffers() {
        assertThat(
                        report(
                                "[{paths: [/orders]}]",
                                "{scopes: [orders.read], methods: [GET], paths: [/orders,"
                                        + " \"/orders/{id}\"]}",
                                "{name: place, anyScope: [orders.write, profile], methods: [POST],"
                                        + " paths: [/orders]}",
                                "{paths: [/orders, /orders/**]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{methods: [GET]}|operations[0]|needs paths",
                "{paths: [/orders/{id}.pdf]}|operations[0].paths[0]|whole segment",
                "{paths: [/orders], methods: [get]}|operations[0].methods[0]|in capitals",
                "{paths: [/orders, /events]}|operations[0].paths[1]|no route of the API \"orders\"",
                "{paths: [/orders], methods: [PUT]}|operations[0].paths[0]|with these methods",
                "{paths: [/orders], scopes: [a, \"a b\"]}|operations[0].scopes[1]|without spaces",
                "{paths: [/orders], anyScope: [order.read]}|operations[0].anyScope[0]|did you mean"
                        + " \"orders.read\"",
                "{paths: [/orders/{a}, /orders/{b}]}|operations[0].paths[1]|another operation takes"
                        + " every method",
                "{paths: [/orders], scope: [a]}|operations[0].scope|did you mean \"scopes\""
            })
    void saysEachMistakeAtItsPlace(String operation, String place, String message) {
        String quoted =
                operation.replaceAll("(/orders/\\{\\w\\}|/orders/\\{id\\}\\.pdf)", "\"$1\"");
        assertThat(report("[{paths: [/orders], methods: [GET, POST]}]", quoted))
                .contains("test.yaml:9:")
                .contains("apis[0]." + place)
                .contains(message);
    }

    @Test
    void refusesTwoOperationsForTheSameRequests() {
        assertThat(
                        report(
                                "[{paths: [/orders]}]",
                                "{name: one, methods: [GET, POST], paths: [\"/orders/{id}\"]}",
                                "{name: two, methods: [POST], paths: [/orders,"
                                        + " \"/orders/{number}\"]}",
                                "{name: two, methods: [PUT], paths: [/orders]}"))
                .contains(
                        "operations[1].paths[1]: another operation takes POST of this path, also"
                                + " at",
                        "the operation \"two\" is there twice");
    }

    @Test
    void countsTheScopesOfAnOauth2PolicyToo() {
        String api =
                """
                apis:
                  - name: orders
                    upstream: http://127.0.0.1:1
                    routes: [{paths: [/orders]}]
                    operations: [{scopes: [%s], paths: [/orders]}]
                    policies: [{oauth2: {scopes: [classic], enableClientCredentials: true}}]
                """;
        assertThat(load(SERVER + api.formatted("classic"))).isEmpty();
        assertThat(load(SERVER + api.formatted("other"))).contains("offers the scope \"other\"");
        assertThat(load(api.formatted("other"))).isEmpty();
    }
}
