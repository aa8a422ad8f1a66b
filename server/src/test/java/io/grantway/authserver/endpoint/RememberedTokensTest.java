package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.testing.IssuerFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// A token that was found good once is not good for ever.
class RememberedTokensTest {
    private static final String CLIENT_CREDENTIALS = "grant_type=client_credentials&scope=read";

    private final IssuerFixture world = new IssuerFixture();
    private final IssuerFixture.Served server = world.serve("https://auth.example", "{}");

    private String goodToken() {
        String token =
                server.token(CLIENT_CREDENTIALS, IssuerFixture.basic("crm"))
                        .path("access_token")
                        .asString();
        assertThat(isActive(server, token)).isTrue();
        return token;
    }

    private static boolean isActive(IssuerFixture.Served at, String token) {
        return at.introspected(token).path("active").asBoolean();
    }

    @Test
    void endsWithTheKeyThatSignedIt() {
        String token = goodToken();
        String header = token.substring(0, token.indexOf('.'));
        String key =
                Json.parse(
                                new String(
                                        Base64.getUrlDecoder().decode(header),
                                        StandardCharsets.UTF_8))
                        .path("kid")
                        .asString();

        assertThat(server.keys.withdraw(key)).isTrue();

        assertThat(isActive(server, token)).isFalse();
    }

    @Test
    void endsWhenItIsRevoked() {
        String token = goodToken();

        assertThat(server.form("/revoke", "token=" + token, IssuerFixture.basic("crm")).status())
                .isEqualTo(200);

        assertThat(isActive(server, token)).isFalse();
    }

    @Test
    void endsInItsTime() {
        String token = goodToken();

        world.clock.forward(Duration.ofMinutes(61));

        assertThat(isActive(server, token)).isFalse();
    }

    @Test
    void isNoneAtTheServerNextDoor() {
        String token = goodToken();
        IssuerFixture.Served other = world.serve("https://other.example", "{}");

        assertThat(isActive(other, token)).isFalse();
    }
}
