package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigText;
import io.grantway.config.Loaded;
import io.grantway.config.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static final String SERVERS =
            """
            authorizationServers:
              - name: local
                builtIn: {issuer: "https://localhost:8443/auth", scopes: [{name: orders.read}, {name: orders.write}]}
              - name: second
                builtIn: {issuer: "https://localhost:8443/second", scopes: [{name: admin}]}
            consumers: [{username: guest}]
            """;

    private static List<String> notes(String api) {
        return Coverage.of(load(SERVERS + "apis:\n" + api.indent(2))).stream()
                .map(Note::toString)
                .toList();
    }

    private static Loaded<Configuration> load(String yaml) {
        return ConfigurationFiles.load(
                List.of(), List.of(new ConfigText("test.yaml", yaml)), Map.of());
    }

    private static final String GOOD =
            """
            - name: orders
              upstream: http://127.0.0.1:1
              routes: [{name: r, paths: [/orders]}]
              operations:
                - {scopes: [orders.read], methods: [GET], paths: [/orders, "/orders/{id}"]}
                - {anyScope: [orders.write, admin], methods: [POST], paths: [/orders]}
              policies: [{requireToken: {from: [local]}}]
            """;

    @Test
    void saysNothingOfAnApiWhoseOperationsAreAllProtected() {
        assertThat(notes(GOOD)).isEmpty();
    }

    @Test
    void theExampleOfTheGuideIsGood() throws IOException {
        String example =
                Files.readString(Path.of("../docs/guide/scopes-and-operations.md"))
                        .lines()
                        .dropWhile(line -> !line.equals("    apis:"))
                        .takeWhile(line -> line.startsWith("    "))
                        .map(line -> line.substring(4))
                        .collect(Collectors.joining("\n", "", "\n"));
        String servers =
                SERVERS.replace(
                        "{name: orders.write}",
                        "{name: orders.write}, {name: orders.admin}, {name: reports}");
        assertThat(Coverage.of(load(servers + example))).isEmpty();
    }

    @Test
    void saysNothingOfAnApiWithoutOperations() {
        assertThat(notes(GOOD.replaceAll("(?m)^  operations:\\n(    .*\\n)+", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scopes: [orders.read]|{scopes: []|operations[0]: open operation: every good token"
                        + " opens GET /orders",
                "scopes: [orders.read]|scopes: [admin]|operations[0].scopes[0]: scope that nobody"
                        + " gives: no server whose tokens requireToken takes offers admin",
                "[orders.write, admin]|[admin]|operations[1].anyScope[0]: scope that nobody gives",
                "{from: [local]}|{from: [local], optional: true}|optional: calls without a token"
                        + " come to operations that need scopes: GET /orders, POST /orders",
                "{from: [local]}|{from: [local], anonymous: guest}|anonymous: calls without a token"
                        + " come to",
                "requireToken: {from: [local]}|requireKey: {}|routes[0]: scopes that nobody asks"
                        + " for: the route r has no policy requireToken",
                "[/orders]}]|[/orders, /refunds]}]|routes[0].paths[1]: uncovered route: no"
                        + " operation is /refunds of the route r, so that requireToken refuses",
                "[/orders]}]|[/orders], methods: [GET, HEAD, POST, DELETE]}]|uncovered route: no"
                        + " operation is DELETE /orders of the route r"
            })
    void saysWhatIsSeldomMeant(String written, String instead, String note) {
        String api = GOOD.replace(written, instead);
        assertThat(api).isNotEqualTo(GOOD);
        assertThat(notes(api)).hasSize(1).first().asString().contains(note);
    }

    @Test
    void aScopeOfThePolicyProtectsTheOperationsToo() {
        assertThat(
                        notes(
                                GOOD.replace("{scopes: [orders.read]", "{scopes: []")
                                        .replace("from: [local]", "scopes: [orders.read]")))
                .isEmpty();
    }

    @Test
    void thePolicyOfARouteCountsInsteadOfTheApis() {
        assertThat(
                        notes(
                                GOOD.replace(
                                        "paths: [/orders]}]",
                                        "paths: [/orders], policies: [{requireToken: {from:"
                                                + " [second]}}]}]")))
                .hasSize(1)
                .first()
                .asString()
                .contains("offers orders.read");
    }

    @Test
    void cannotSayWhichScopesSomebodyElsesServerGives() {
        String yaml =
                SERVERS
                        + "apis:\n"
                        + GOOD.replace("[orders.read]", "[other]")
                                .replace("from: [local]", "from: [local, cloud]")
                                .indent(2);
        String servers =
                yaml.replace(
                        "consumers:",
                        "  - {name: cloud, external: {issuer: \"https://login.example\"}}\n"
                                + "consumers:");
        assertThat(Coverage.of(load(servers))).isEmpty();
    }

    @Test
    void refusesAPolicyThatNamesAServerThatIsNotThere() {
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                        io.grantway.config.ConfigRejected.class,
                                        () -> notes(GOOD.replace("[local]", "[locl]")))
                                .report())
                .contains(
                        "requireToken.from[0]: there is no authorization server \"locl\"",
                        "did you mean \"local\"?");
    }
}
