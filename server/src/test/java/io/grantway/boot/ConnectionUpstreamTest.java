package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigRejected;
import io.grantway.testing.Backend;
import io.grantway.testing.TestServer;
import io.grantway.testing.TokenIssuer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A connection as the upstream of an API: the inside calls without a token, the outside is called
/// with the gateway's own.
class ConnectionUpstreamTest {
    private final TokenIssuer tokens = new TokenIssuer();
    private final AtomicReference<String> good = new AtomicReference<>("token-1");
    private final Backend backend = new Backend().taking(good::get);

    @TempDir Path directory;

    @AfterEach
    void close() {
        tokens.close();
        backend.close();
    }

    private TestServer start(String connection) throws Exception {
        return TestServer.start(
                Files.createDirectories(directory.resolve("server")),
                """
                securityDefinitions:
                  - name: Okta
                    oauth2: {tokenEndpoint: "%s", clientId: gateway, clientSecret: hush}
                connections:
                  - name: Outside
                    rest: %s
                apis:
                  - name: inside
                    upstream: {connection: Outside}
                    routes: [{paths: [/inside], stripPath: true}]
                """
                        .formatted(tokens.uri(), connection));
    }

    private String plain() {
        return "{url: \"%s\", security: Okta, headers: {X-Version: \"2\"}, query: {v: \"1\"}}"
                .formatted(backend.url("/base"));
    }

    @Test
    void callsTheOutsideWithATokenOfItsOwn() throws Exception {
        try (TestServer server = start(plain())) {
            HttpResponse<String> answer =
                    server.call("GET", "/inside/x?q=1", "", "Authorization", "Bearer mine");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(backend.last().header("Authorization")).isEqualTo("Bearer token-1");
            assertThat(backend.last().header("X-Version")).isEqualTo("2");
            assertThat(backend.last().target()).isEqualTo("/base/x?q=1&v=1");

            server.call("GET", "/inside/x", "");

            assertThat(tokens.count()).isEqualTo(1);
            assertThat(backend.last().target()).isEqualTo("/base/x?v=1");
        }
    }

    @Test
    void renewsATokenThatIsRefusedInsideTheSameCall() throws Exception {
        try (TestServer server = start(plain())) {
            assertThat(server.call("GET", "/inside/x", "").statusCode()).isEqualTo(200);
            good.set("token-2");

            HttpResponse<String> answer = server.call("POST", "/inside/x", "hello");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(tokens.count()).isEqualTo(2);
            assertThat(backend.last().text()).isEqualTo("hello");
            assertThat(backend.last().target()).isEqualTo("/base/x?v=1");
        }
    }

    @Test
    void saysWhichDefinitionGivesNoToken() throws Exception {
        tokens.answering(_ -> TokenIssuer.Answer.error(401, "invalid_client"));
        try (TestServer server = start(plain())) {
            HttpResponse<String> answer = server.call("GET", "/inside/x", "");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("Okta", "invalid_client", "upstream_credential");
            assertThat(backend.count()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: 'http://127.0.0.1:1/{id}'} | {name}",
                "{url: 'http://127.0.0.1:1/', proxy: {url: 'http://127.0.0.1:2'}} | proxy",
            },
            quoteCharacter = '`')
    void refusesAConnectionThatTheGatewayCannotUse(String connection, String said) {
        Assertions.assertThatThrownBy(() -> start(connection))
                .isInstanceOf(ConfigRejected.class)
                .hasMessageContaining(said);
    }
}
