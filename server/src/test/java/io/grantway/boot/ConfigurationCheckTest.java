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
    void saysWhatIsWrongWithAnIdentityProviderAtItsKey() {
        assertThat(
                        report(
                                """
                                authorizationServers:
                                  - name: local
                                    builtIn:
                                      issuer: https://localhost:8443/auth
                                      login:
                                        identityProviders:
                                          - {name: corp, issuer: "http://corp.example", clientId: g}
                                          - {name: corp, issuer: "https://corp.example/?x", clientId: " "}
                                          - {name: authorize, issuer: corp, clientId: g, scopes: [email]}
                                          - {name: A b, issuer: "https://a.example", clientId: g, claims: {email: ""}}
                                          - {name: ok, issuer: "http://localhost:8080/realms/x", clientId: g}
                                """))
                .contains(
                        "test.yaml:7:",
                        "issuer must begin with https://",
                        "the identity provider \"corp\" is there twice",
                        "issuer must be an absolute URL without query",
                        "clientId is empty",
                        "not \"authorize\"",
                        "scopes must contain openid",
                        "email is empty")
                .doesNotContain("test.yaml:11:");
    }

    @Test
    void saysWhichCredentialsAreThereTwiceWithoutTellingThem() {
        assertThat(
                        report(
                                """
                                consumers:
                                  - username: one
                                    keys: [planted-key, planted-other]
                                    passwords:
                                      - {username: meg, password: planted-password}
                                      - {username: ann, password: $argon2id$planted}
                                    jwtKeys: [{key: k, secret: planted-secret}]
                                    groups: [gold, gold]
                                  - username: two
                                    keys: [{key: planted-key}]
                                    passwords: [{username: meg, password: x}]
                                    jwtKeys: [{key: k, secret: planted-secret}]
                                """))
                .contains(
                        "this API key is there twice",
                        "the user name \"meg\" is there twice",
                        "this hash cannot be read",
                        "the JWT key \"k\" is there twice",
                        "the group \"gold\" is there twice")
                .doesNotContain("planted");
    }

    @Test
    void saysWhatIsWrongWithACredentialWithoutTellingIt() {
        assertThat(
                        report(
                                """
                                consumers:
                                  - username: one
                                    keys: ['']
                                    passwords: [{username: "a:b", password: planted-password}]
                                    jwtKeys:
                                      - {key: none}
                                      - {key: rs, algorithm: RS256}
                                      - {key: pem, algorithm: RS256, rsaPublicKey: planted-pem}
                                      - {key: low, algorithm: hs257, secret: planted-secret}
                                """))
                .contains(
                        "keys[0]: must not be empty",
                        "must not be empty or have a colon",
                        "the algorithm HS256 needs a secret",
                        "the algorithm RS256 needs a rsaPublicKey",
                        "must be a public key in PEM",
                        "did you mean \"HS256\"?")
                .doesNotContain("planted");
    }

    @Test
    void refusesAKeyThatIsWrongForItsAlgorithm() {
        assertThat(
                        report(
                                """
                                consumers:
                                  - username: one
                                    jwtKeys:
                                      - key: weak
                                        algorithm: RS256
                                        rsaPublicKey: |
                                          -----BEGIN PUBLIC KEY-----
                                          %s
                                          -----END PUBLIC KEY-----
                                """
                                        .formatted(rsaOf1024Bits())))
                .contains("an RSA key of 2048 bits or more");
    }

    private static String rsaOf1024Bits() {
        try {
            java.security.KeyPairGenerator generator =
                    java.security.KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return java.util.Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesPoliciesAtEveryLevelAndSaysWhichMayNotBeThere() {
        String yaml =
                """
                policies: [{correlate: {}}]
                apis:
                  - name: orders
                    upstream: http://127.0.0.1:1
                    routes:
                      - {name: r, paths: [/orders], protocols: [https], insecureStatus: 308, policies: [{limitRate: {minute: 5}}]}
                    policies: [{requireKey: {anonymous: guest}}]
                consumers:
                  - {username: guest, keys: [k], groups: [gold], policies: [%s]}
                """;
        load(new ConfigText("test.yaml", yaml.formatted("{limitRate: {minute: 50}}")));

        assertThat(
                        report(
                                yaml.formatted("{requireKey: {}}, {answer: {}}, {answer: {}}")
                                        .replace("name: orders", "name: orders # r")))
                .contains(
                        "a consumer cannot have a policy requireKey of its own",
                        "only limitRate, answer, correlate",
                        "answer is there twice");
        assertThat(
                        report(
                                yaml.formatted("answer")
                                        .replace("anonymous: guest", "anonymous: gest")
                                        .replace("308", "309")))
                .contains("must be 426, 301, 302, 307 or 308");
        assertThat(report(yaml.formatted("answer").replace("anonymous: guest", "anonymous: gest")))
                .contains("there is no consumer \"gest\"");
        assertThat(
                        report(
                                yaml.formatted("answer")
                                        .replace(
                                                "policies: [{limitRate: {minute: 5}}]}",
                                                "policies: []}\n      - {name: r, paths: [/x]}")))
                .contains("the route \"r\" is there twice");
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
    void refusesTypesOfAuthorizationDetailsThatContradictThemselves() {
        assertThat(
                        report(
                                """
                                authorizationServers:
                                  - name: local
                                    builtIn:
                                      issuer: https://localhost:8443/auth
                                      authorizationDetails:
                                        - {type: payment, members: [{name: actions}, {name: to}, {name: to}]}
                                        - {type: payment}
                                """))
                .contains(
                        "actions means the same in every type",
                        "the member \"to\" is there twice",
                        "the type of authorization details \"payment\" is there twice");
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
