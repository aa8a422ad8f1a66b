package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The keys that definitions prove themselves with, as their servers fetch them.
class ClientKeySetsTest {
    private static final String BY_KEY =
            "oauth2: {tokenEndpoint: 'http://127.0.0.1:1/t', clientId: x,"
                    + " clientAuthentication: private_key_jwt%s}";
    private static final String YAML =
            """
            securityDefinitions:
              - {name: My EHR, %s}
              - {name: By secret, oauth2: {tokenEndpoint: 'http://127.0.0.1:1/t', clientId: x}}
            workspaces:
              - name: Sample
                securityDefinitions: [{name: My EHR, %s}]
            """
                    .formatted(
                            BY_KEY.formatted(""),
                            BY_KEY.formatted(", assertion: {algorithm: ES256}"));

    @TempDir private Path directory;

    private static List<JWK> keys(TestServer server, String path) throws Exception {
        HttpResponse<String> answer = server.call("GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
        return JWKSet.parse(answer.body()).getKeys();
    }

    @Test
    void publishesTheKeysOfEachDefinitionAndKeepsThemOverARestart() throws Exception {
        String first;
        try (TestServer server = TestServer.start(directory, YAML)) {
            List<JWK> own = keys(server, "/.well-known/jwks/My%20EHR.json");
            List<JWK> other = keys(server, "/.well-known/jwks/Sample/My%20EHR.json");
            assertThat(own)
                    .singleElement()
                    .satisfies(key -> {
                        assertThat(key.getAlgorithm().getName()).isEqualTo("RS384");
                        assertThat(key.isPrivate()).isFalse();
                    });
            assertThat(other)
                    .singleElement()
                    .satisfies(key -> assertThat(key.getAlgorithm().getName()).isEqualTo("ES256"));
            first = own.getFirst().getKeyID();
            assertThat(server.call("GET", "/.well-known/jwks/By%20secret.json", "").statusCode())
                    .isEqualTo(404);
            assertThat(server.call("POST", "/.well-known/jwks/My%20EHR.json", "").statusCode())
                    .isEqualTo(404);
        }
        try (TestServer server = TestServer.start(directory, YAML)) {
            assertThat(keys(server, "/.well-known/jwks/My%20EHR.json").getFirst().getKeyID())
                    .isEqualTo(first);
        }
    }
}
