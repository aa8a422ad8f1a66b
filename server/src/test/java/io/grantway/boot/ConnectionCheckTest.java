package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionCheckTest {
    @TempDir private Path directory;

    private String report(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("test.yaml"), yaml);
        try {
            return ConfigurationFiles.check(List.of(file), Map.of());
        } catch (ConfigRejected e) {
            return e.report();
        }
    }

    @Test
    void takesTheConnectionOfTheFourthScenario() throws IOException {
        assertThat(
                        report(
                                """
                                securityDefinitions:
                                  - name: Okta
                                    oauth2:
                                      tokenEndpoint: http://127.0.0.1:8180/realms/backends/protocol/openid-connect/token
                                      grantType: client_credentials
                                      clientId: grantway
                                      clientSecret: x
                                      scopes: [billing.read, system/Practitioner.read]
                                      clientAuthentication: client_secret_basic
                                  - name: Frontdesk
                                    basic: {username: frontdesk, password: secret}
                                connections:
                                  - name: REST Server
                                    rest: {url: "http://127.0.0.1:9300/billing/{client_id}", security: Okta, timeout: 10s, pool: 20, retries: 2}
                                """))
                .doesNotContain("test.yaml");
    }

    @Test
    void saysEveryMistakeWithItsLineAndTheNearestName() throws IOException {
        assertThat(
                        report(
                                """
                                securityDefinitions:
                                  - {name: Okta, bearer: {token: a}}
                                  - {name: Okta, bearer: {token: b}}
                                connections:
                                  - {name: A, rest: {url: "http://h", security: Otka}}
                                  - {name: A, rest: {url: "http://h"}}
                                """))
                .contains(
                        "the security definition \"Okta\" is there twice",
                        "test.yaml:5:",
                        "there is no security definition \"Otka\"",
                        "did you mean \"Okta\"?",
                        "the connection \"A\" is there twice");
    }

    @Test
    void saysWhichKindsThereAre() throws IOException {
        assertThat(
                        report(
                                """
                                securityDefinitions:
                                  - {name: None}
                                  - {name: Two, bearer: {token: a}, basic: {username: u, password: p}}
                                connections:
                                  - {name: A}
                                """))
                .contains(
                        "the security definition \"None\" needs one key of: oauth2, basic,"
                                + " apiKey, bearer, mtls",
                        "the security definition \"Two\" is basic and bearer; only one of these",
                        "the connection \"A\" needs");
    }

    @Test
    void refusesAnAddressThatValuesCouldLeadElsewhere() throws IOException {
        assertThat(
                        report(
                                """
                                connections:
                                  - {name: A, rest: {url: "http://{host}/x"}}
                                  - {name: B, rest: {url: "http://h/../x"}}
                                  - {name: C, rest: {url: "ftp://h/x"}}
                                  - {name: D, rest: {url: "http://h/{a b}"}}
                                  - {name: E, rest: {url: "http://u:p@h/"}}
                                  - {name: F, rest: {url: "http://h/x?y=1"}}
                                  - {name: G, rest: {url: "http://h", pool: 0}}
                                  - {name: H, rest: {url: "http://h", headers: {"X Y": a}}}
                                """))
                .contains(
                        "must name its host",
                        "has . or ..",
                        "must begin with http:// or https://",
                        "in braces",
                        "scheme, host, port and path only",
                        "no ? and no #",
                        "must be 1 to 10000",
                        "is not the name of a header field");
    }
}
