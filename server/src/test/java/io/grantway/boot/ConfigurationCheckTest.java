package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {
    @Test
    void takesTheFirstScenarioAsItIsWritten() {
        assertThat(
                        ConfigurationFiles.check(
                                List.of(Path.of("../config/scenarios/1-protect-an-api.yaml")),
                                Map.of()))
                .isEqualTo("1 API, 1 consumer, 1 application");
    }

    @Test
    void saysEveryMistakeOfAFileAtOnceWithItsLineAndTheNearestKnownKey() {
        assertThat(
                        report(
                                """
                                apis:
                                  - name: orders
                                    upstrem: http://127.0.0.1:1
                                    routes: [{paths: [orders]}]
                                  - name: events
                                    upstream: ftp://127.0.0.1
                                    routes: [{paths: [/event], hosts: ["http://h"], methods: [get], stripPath: true, rewrite: "/{id}"}]
                                    policies:
                                      - oauth2: {scopes: [read], anonymous: ClientAp}
                                      - oauth3: {}
                                  - name: events
                                    upstream: http://127.0.0.1:2
                                    routes: [{paths: ["/users/{id}"]}]
                                  - name: people
                                    upstream: {}
                                    routes: [{paths: ["/users/{name}"]}]
                                consumers:
                                  - username: ClientApp
                                    applications:
                                      - {name: one, clientId: c1, redirectUris: [/relative, "https://h/#f"]}
                                      - {name: one, clientId: c1, clientSecret: s, clientType: public}
                                """))
                .contains(
                        "test.yaml:3:",
                        "did you mean \"upstream\"?",
                        "starts with /",
                        "begins with http:// or https://",
                        "a host is a name without a port",
                        "a method is written in capitals",
                        "stripPath or rewrite, not both",
                        "rewrite names {id}",
                        "at least one of these must be true",
                        "no consumer \"ClientAp\"",
                        "did you mean \"ClientApp\"?",
                        "did you mean \"oauth2\"?",
                        "the API \"events\" is there twice",
                        "an upstream needs a url",
                        "neither is more specific",
                        "a confidential client needs a clientSecret",
                        "a redirect URI is absolute",
                        "no fragment",
                        "the application \"one\" is there twice",
                        "the client \"c1\" is there twice",
                        "a public client has no clientSecret");
    }

    @Test
    void refusesTheSameNameInTwoFilesNamingBoth() {
        String api =
                "apis: [{name: a, upstream: \"http://127.0.0.1:1\", routes: [{paths: [/%s]}]}]\n";
        assertThatThrownBy(() ->
                        load(
                                new ConfigText("one.yaml", api.formatted("x")),
                                new ConfigText("two.yaml", api.formatted("y"))))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e ->
                                assertThat(e.report())
                                        .contains("two.yaml:1")
                                        .contains("also at one.yaml:1"));
    }

    @Test
    void letsAWorkspaceUseNamesOfAnother() {
        load(
                new ConfigText(
                        "two.yaml",
                        """
                        workspaces:
                          - name: A
                            consumers: [{username: c, applications: [{name: n, clientId: i, clientSecret: s}]}]
                          - name: B
                            consumers: [{username: c, applications: [{name: n, clientId: i, clientSecret: s}]}]
                        """));
    }

    @Test
    void neverTellsASecretInAReport() {
        assertThat(
                        report(
                                "consumers: [{username: c, applications: [{name: n, clientSecret:"
                                        + " planted, clientid: x}]}]\n"))
                .doesNotContain("planted");
    }

    @Test
    void theSchemaAndTheReferencePageAreUpToDate() throws Exception {
        assertThat(Files.readString(Path.of("../config/grantway.schema.json")))
                .as("run `make docs` and commit what it wrote")
                .isEqualTo(ConfigurationFiles.schema());
        assertThat(Files.readString(Path.of("../docs/reference/configuration.md")))
                .as("run `make docs` and commit what it wrote")
                .isEqualTo(ConfigurationFiles.reference());
    }

    private static String report(String yaml) {
        try {
            load(new ConfigText("test.yaml", yaml));
        } catch (ConfigRejected e) {
            return e.report();
        }
        throw new AssertionError("the configuration was taken");
    }

    private static void load(ConfigText... texts) {
        ConfigurationFiles.load(List.of(), List.of(texts), Map.of());
    }
}
