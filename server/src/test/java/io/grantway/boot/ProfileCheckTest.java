package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.ConfigRejected;
import io.grantway.config.ConfigText;
import io.grantway.http.Json;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That no server and no client is given a profile that it cannot keep.
@Timeout(120)
class ProfileCheckTest {
    private static final String KEY =
            "{kty: EC, crv: P-256, x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4,"
                    + " y: 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM, kid: '1'}";

    private static String server(String settings) {
        return "authorizationServers: [{name: local, builtIn: {issuer:"
                + " 'http://127.0.0.1:7777/auth', %s}}]\n".formatted(settings);
    }

    private static String client(String settings) {
        return "consumers: [{username: c, applications: [{name: n, clientId: i, %s}]}]\n"
                .formatted(settings);
    }

    private static Configuration load(String yaml) {
        return ConfigurationFiles.load(
                        List.of(), List.of(new ConfigText("test.yaml", yaml)), Map.of())
                .value();
    }

    private static String report(String yaml) {
        try {
            load(yaml);
        } catch (ConfigRejected e) {
            return e.report();
        }
        throw new AssertionError("the configuration was taken");
    }

    @Test
    void saysEveryMistakeOfAFapi2ServerAndItsClientAtOnce() {
        String report =
                report(
                        server(
                                        "profile: fapi2, grants: [authorization_code, implicit,"
                                                + " hybrid], tokenEndpoint: {authentication:"
                                                + " session}, signing: {accessTokens: RS256,"
                                                + " idTokens: RS256}")
                                + client(
                                        "clientSecret: s, redirectUris: ['http://app.example/cb'],"
                                            + " metadata: {grantTypes: [implicit], responseTypes:"
                                            + " [token], requestObjectAlgorithm: RS256}"));
        assertThat(report)
                .contains(
                        "the profile fapi2 has no implicit: take it out of grants",
                        "the profile fapi2 has no hybrid",
                        "the profile fapi2 has no clients that come again by a cookie",
                        "RS256 is too weak for the profile fapi2: say one of ES256, EdDSA, PS256",
                        "a client proves itself by one of private_key_jwt",
                        "a redirect URI is not plain http",
                        "the profile fapi2 has no token");
    }

    @Test
    void signsIdTokensStronglyWhereTheProfileWantsItAndNothingIsSaid() {
        for (String profile : List.of("legacy", "oauth21", "fapi2")) {
            Configuration loaded = load(server("profile: " + profile));
            assertThat(
                            loaded.allWorkspaces()
                                    .getFirst()
                                    .builtInServers()
                                    .getFirst()
                                    .idTokenAlgorithm())
                    .isEqualTo(
                            profile.equals("fapi2")
                                    ? SigningAlgorithm.PS256
                                    : SigningAlgorithm.RS256);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, legacy, ''",
        "legacy, oauth21, ''",
        "oauth21, legacy, a client cannot be weaker than its server",
        "oauth21, fapi2, let its signing.idTokens be one of",
        "fapi2, oauth21, a client cannot be weaker than its server",
        "fapi2, fapi2, ''",
    })
    void letsAClientBeStricterThanItsServerAndNeverWeaker(
            String ofServer, String ofClient, String mistake) {
        String yaml =
                server("profile: " + ofServer)
                        + client(
                                "authentication: {method: private_key_jwt, jwks: {keys: ["
                                        + KEY
                                        + "]}}, metadata: {profile: "
                                        + ofClient
                                        + "}");
        if (mistake.isEmpty()) {
            load(yaml);
        } else {
            assertThatThrownBy(() -> load(yaml))
                    .isInstanceOfSatisfying(
                            ConfigRejected.class, e -> assertThat(e.report()).contains(mistake));
        }
    }

    @Test
    void wantsTheKeysOfAClientThatMustSignItsRequests() {
        assertThat(report(client("clientSecret: s, metadata: {requireSignedRequestObject: true}")))
                .contains("signed requests need authentication.jwks");
        load(
                client(
                        "clientSecret: s, authentication: {jwks: {keys: ["
                                + KEY
                                + "]}}, metadata: {requireSignedRequestObject: true}"));
    }

    @Test
    void refusesAWeakerClientAtTheAdminApiAndAtRegistration(@TempDir Path directory)
            throws Exception {
        String yaml =
                server("profile: fapi2, registration: {mode: open}, scopes: [{name: read}]")
                        + "consumers: [{username: partner}]\n";
        try (TestServer server = TestServer.start(directory, yaml)) {
            HttpResponse<String> made =
                    server.administer(
                            "POST",
                            "/api/v1/workspaces/default/consumers",
                            "application/json",
                            "{\"username\": \"ann\", \"applications\": [{\"name\": \"n\","
                                    + " \"clientId\": \"i\", \"clientSecret\": \"s\"}]}");
            assertThat(made.statusCode()).isEqualTo(422);
            assertThat(made.body())
                    .contains("authentication.method: under the profile fapi2 a client proves");

            HttpResponse<String> registered =
                    server.call(
                            "POST",
                            "/auth/register",
                            "{\"redirect_uris\": [\"https://app.example/cb\"]}",
                            "Content-Type",
                            "application/json");
            assertThat(registered.statusCode()).isEqualTo(400);
            assertThat(Json.parse(registered.body()).path("error_description").asString())
                    .contains("token_endpoint_auth_method must be one of [private_key_jwt");
        }
    }
}
