package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ClientMetadata;
import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ApplicationCheckTest {
    /// RFC 7517 Appendix A.1.
    private static final String KEY =
            "{kty: EC, crv: P-256, x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4,"
                    + " y: 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM, kid: '1'}";

    @Test
    void readsEverythingThatIsSaidOfAClient() {
        ApplicationConfig application =
                load(
                        """
                        clientSecret: first
                        redirectUris: [https://client.example/callback]
                        authentication:
                          method: client_secret_post
                          secrets: [second, {secret: third, expiresAt: 2027-01-31T00:00:00Z}]
                        metadata:
                          grantTypes: [authorization_code, refresh_token]
                          responseTypes: [code]
                          scopes: [orders.read]
                          requirePushedRequests: true
                        """);

        assertThat(application.authentication().method())
                .isEqualTo(TokenEndpointAuthMethod.CLIENT_SECRET_POST);
        assertThat(application.authentication().secrets())
                .extracting(secret -> secret.inForce(Instant.parse("2027-01-31T00:00:00Z")))
                .containsExactly(true, false);
        ClientMetadata metadata = application.metadata();
        assertThat(metadata.allowsScope("orders.read")).isTrue();
        assertThat(metadata.allowsScope("orders.write")).isFalse();
        assertThat(metadata.requirePushedRequests()).isTrue();
    }

    @Test
    void leavesAllThatIsNotSaidToTheServer() {
        ApplicationConfig application = load("clientSecret: s");
        assertThat(application.authentication().method()).isNull();
        assertThat(application.metadata()).isEqualTo(ClientMetadata.NONE);
        assertThat(application.metadata().allowsScope("anything")).isTrue();
    }

    @Test
    void takesKeysAsAMappingOrAsTheTextOfAJsonObject() {
        String json =
                "{\"keys\": [{\"kty\": \"EC\", \"crv\": \"P-256\","
                        + " \"x\": \"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                        + " \"y\": \"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\","
                        + " \"kid\": \"1\"}]}";
        String yaml = "{keys: [" + KEY + "]}";
        assertThat(keys("'" + json + "'").toString())
                .isEqualTo(keys(yaml).toString())
                .contains("\"kid\":\"1\"");
    }

    private static ObjectNode keys(String jwks) {
        return Objects.requireNonNull(
                load("authentication: {method: private_key_jwt, jwks: " + jwks + "}")
                        .authentication()
                        .jwks());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | clientSecret | a confidential client needs a clientSecret",
                "authentication: {method: client_secret_post} | clientSecret | the method"
                        + " client_secret_post needs a clientSecret",
                "authentication: {method: private_key_jwt} | authentication.method |"
                        + " private_key_jwt needs jwks",
                "authentication: {method: self_signed_tls_client_auth} | authentication.method |"
                        + " needs jwks",
                "authentication: {method: private_key_jwt, jwksUri: 'https://a.example/jwks',"
                        + " jwks: {keys: [{kty: EC, crv: P-256, x:"
                        + " MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4, y:"
                        + " 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM}]}} |"
                        + " authentication.jwksUri | not both",
                "authentication: {method: private_key_jwt, jwksUri: 'file:///etc/passwd'} |"
                        + " authentication.jwksUri | neither https nor http",
                "authentication: {method: tls_client_auth} | authentication.method | needs"
                        + " certificate",
                "{clientSecret: planted, authentication: {certificate: {dns: a.example}}} |"
                        + " authentication.certificate | only the method tls_client_auth",
                "authentication: {method: tls_client_auth, certificate: {dns: a, uri: 'b:c'}} |"
                        + " certificate | one of subject, dns, uri, ip or email",
                "authentication: {method: tls_client_auth, certificate: {subject: nonsense}} |"
                        + " certificate.subject | must be a distinguished name",
                "{clientSecret: planted, authentication: {method: tls_client_auth, certificate:"
                        + " {dns: a.example}}} | clientSecret | by tls_client_auth has no"
                        + " clientSecret",
                "{clientType: public, clientSecret: planted} | clientSecret | a public client has"
                        + " no clientSecret",
                "{clientType: public, authentication: {secrets: [planted]}} |"
                        + " authentication.secrets | a public client has no clientSecret",
                "{clientType: public, authentication: {method: client_secret_basic}} |"
                        + " authentication.method | a public client can prove nothing",
                "authentication: {method: none} | authentication.method | say clientType: public",
                "authentication: {method: private_key, jwks: {}} | authentication.method | did you"
                        + " mean \"private_key_jwt\"",
                "{clientSecret: planted, authentication: {method: client_secret_jwt}} |"
                        + " clientSecret | at least 32 bytes",
                "{clientSecret: $argon2id$planted, authentication: {method: client_secret_jwt}} |"
                        + " clientSecret | not its hash",
                "authentication: {method: private_key_jwt, jwks: {keys: []}} | authentication.jwks"
                        + " | at least one key",
                "authentication: {method: private_key_jwt, jwks: planted} | authentication.jwks |"
                        + " must be a mapping, or the text of a JSON object",
                "authentication: {method: private_key_jwt, jwks: {keys: [{kty: oct, k: planted}]}}"
                        + " | authentication.jwks | public keys",
                "authentication: {method: private_key_jwt, jwks: {keys: [{kty: EC, d: planted}]}}"
                        + " | authentication.jwks | tells a private key",
                "authentication: {method: private_key_jwt, jwks: {keys: [{kty: EC, crv: P-9}]}} |"
                        + " authentication.jwks | crv must be P-256",
                "authentication: {method: tls_client_auth, certificate: {ip: nowhere}} |"
                        + " certificate.ip | must be an IP address",
                "{clientSecret: s, authentication: {secrets: [{secret: t, expiresAt: tomorrow}]}} |"
                        + " secrets[0].expiresAt | must be an instant",
                "{clientSecret: s, authentication: {secrets: ['']}} | secrets[0] | must not be"
                        + " empty",
                "{clientSecret: s, metadata: {grantTypes: [client_credential]}} | grantTypes[0] |"
                        + " did you mean \"client_credentials\"",
                "{clientType: public, metadata: {grantTypes: [client_credentials]}} |"
                        + " grantTypes[0] | for confidential clients only",
                "{clientSecret: s, metadata: {responseTypes: [kode]}} | responseTypes[0] | did you"
                        + " mean \"code\"",
                "{clientSecret: s, metadata: {scopes: ['a b']}} | scopes[0] | no spaces",
                "{clientSecret: s, metadata: {dpopBoundAccessTokens: true,"
                        + " certificateBoundAccessTokens: true}} | certificateBoundAccessTokens |"
                        + " bound to one key",
            })
    void namesAMistakeWithItsPlace(String yaml, String place, String message) {
        assertThat(report(yaml)).contains(place).contains(message).doesNotContain("planted");
    }

    private static String report(String yaml) {
        try {
            load(yaml);
        } catch (ConfigRejected e) {
            return e.report();
        }
        throw new AssertionError("the configuration was taken");
    }

    @ParameterizedTest
    @CsvSource({
        "accessTokenLifetime: 61m, accessTokenLifetime, at most 3600s",
        "refreshTokenLifetime: 31d, refreshTokenLifetime, at most 2592000s",
        "accessTokenLifetime: 0s, accessTokenLifetime, a second or more",
    })
    void takesNoLifetimeThatNoServerGives(String metadata, String place, String message) {
        String server = "authorizationServers: [{name: s, builtIn: {issuer: 'https://a.example'}}]";
        String client = "{username: c, applications: [{name: n, clientId: i, clientSecret: s, ";

        assertThatThrownBy(() ->
                        ConfigurationFiles.load(
                                List.of(),
                                List.of(
                                        new ConfigText(
                                                "test.yaml",
                                                server
                                                        + "\nconsumers: ["
                                                        + client
                                                        + "metadata: {"
                                                        + metadata
                                                        + "}}]}]\n")),
                                Map.of()))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e -> assertThat(e.report()).contains(place).contains(message));
    }

    /// @param yaml what is said of the application beside its names
    private static ApplicationConfig load(String yaml) {
        String flow = yaml.startsWith("{") ? yaml.substring(1, yaml.length() - 1) : yaml;
        String keys = flow.contains("\n") ? flow.indent(8) : "";
        String inline = flow.contains("\n") || flow.isBlank() ? "" : ", " + flow;
        String text =
                keys.isEmpty()
                        ? "consumers: [{username: c, applications: [{name: n, clientId: i"
                                + inline
                                + "}]}]\n"
                        : "consumers:\n  - username: c\n    applications:\n      - name: n\n"
                                + "        clientId: i\n"
                                + keys;
        return ConfigurationFiles.load(
                        List.of(), List.of(new ConfigText("test.yaml", text)), Map.of())
                .value()
                .consumers()
                .getFirst()
                .applications()
                .getFirst();
    }
}
