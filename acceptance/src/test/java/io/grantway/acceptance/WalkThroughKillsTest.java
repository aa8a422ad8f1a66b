package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Scenario 1 again, the server killed with SIGKILL between any two steps: what was acknowledged
/// holds.
class WalkThroughKillsTest {
    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    @Test
    void everyAcknowledgedTokenAndDeletionHolds() throws Exception {
        RunningServer server = SCENARIO.server();
        SampleClient app = new SampleClient(server);

        Answer first = app.passwordGrant("scope", "read");
        server.killAndRestart();
        assertThat(app.event(first.text("access_token")).status()).isEqualTo(200);
        server.killAndRestart();
        Answer renewed = app.refresh(first.text("refresh_token"));
        assertThat(renewed.status()).as(renewed.toString()).isEqualTo(200);
        server.killAndRestart();
        assertThat(app.event(renewed.text("access_token")).status()).isEqualTo(200);
        assertThat(app.event(first.text("access_token")).status()).isEqualTo(401);
        assertThat(app.refresh(first.text("refresh_token")).status()).isEqualTo(400);

        Answer authorized =
                app.authorize(
                        "response_type", "code",
                        "code_challenge", Pkce.SAMPLE.challenge(),
                        "code_challenge_method", "S256");
        String code = Redirect.of(authorized.text("redirect_uri")).query("code");
        server.killAndRestart();
        String[] exchange = {
            "grant_type",
            "authorization_code",
            "code",
            code,
            "code_verifier",
            Pkce.SAMPLE.verifier()
        };
        Answer fromCode = app.token(exchange);
        assertThat(fromCode.status()).as(fromCode.toString()).isEqualTo(200);
        server.killAndRestart();
        assertThat(app.token(exchange).error()).isEqualTo("invalid_request: Invalid code");
        assertThat(app.event(fromCode.text("access_token")).status()).isEqualTo(200);

        for (var token : app.listTokens().json().path("data")) {
            assertThat(app.deleteToken(token.path("id").asString()).status()).isEqualTo(204);
        }
        server.killAndRestart();
        assertThat(app.event(renewed.text("access_token")).status()).isEqualTo(401);
        assertThat(app.event(fromCode.text("access_token")).status()).isEqualTo(401);
        assertThat(app.refresh(renewed.text("refresh_token")).status()).isEqualTo(400);
        assertThat(app.listTokens().json().path("data").isEmpty()).isTrue();
    }
}
