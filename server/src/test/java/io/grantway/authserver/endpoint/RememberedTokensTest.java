package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.Requests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(toldAtOnce(token, IssuerFixture.basic("crm"))).isPresent();
        return token;
    }

    /// What is answered without a thread: only what was asked before.
    private Optional<String> toldAtOnce(String token, String... headers) {
        Request same = Requests.form(server.issuer + "/introspect", "token=" + token, headers);
        return server.endpoints.answer(same).map(answer -> answer.body().text());
    }

    private Optional<String> toldAtOnce(String token) {
        return toldAtOnce(token, IssuerFixture.basic("crm"));
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

        assertThat(toldAtOnce(token)).isEmpty();
        assertThat(isActive(server, token)).isFalse();
    }

    @Test
    void endsWhenItIsRevoked() {
        String token = goodToken();

        assertThat(server.form("/revoke", "token=" + token, IssuerFixture.basic("crm")).status())
                .isEqualTo(200);

        assertThat(toldAtOnce(token)).isEmpty();
        assertThat(isActive(server, token)).isFalse();
    }

    @Test
    void endsInItsTime() {
        String token = goodToken();

        world.clock.forward(Duration.ofMinutes(61));

        assertThat(toldAtOnce(token)).isEmpty();
        assertThat(isActive(server, token)).isFalse();
    }

    @Test
    void isNoneAtTheServerNextDoor() {
        String token = goodToken();
        IssuerFixture.Served other = world.serve("https://other.example", "{}");

        assertThat(isActive(other, token)).isFalse();
    }

    @Test
    void isToldAtOnceInTheSameWords() {
        String token = goodToken();

        assertThat(toldAtOnce(token)).contains(server.introspected(token).toString());
    }

    @Test
    void isForgottenSoonAsAnAnswer() {
        String token = goodToken();

        world.clock.forward(Duration.ofSeconds(6));

        assertThat(toldAtOnce(token)).isEmpty();
        assertThat(isActive(server, token)).isTrue();
    }

    @Test
    void isNotToldAtOnceToAnotherClientOrByAnotherSecret() {
        String token = goodToken();
        String wrong =
                Base64.getEncoder().encodeToString("crm:wrong".getBytes(StandardCharsets.UTF_8));

        assertThat(toldAtOnce(token, IssuerFixture.basic("other"))).isEmpty();
        assertThat(toldAtOnce(token, "Authorization", "Basic " + wrong)).isEmpty();
        assertThat(toldAtOnce(token, new String[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Cookie, a=b",
        "DPoP, proof",
        "Accept, application/token-introspection+jwt",
        "Authorization, Basic eA=="
    })
    void isNotToldAtOnceWhereSomethingElseIsAsked(String name, String value) {
        String token = goodToken();
        String[] basic = IssuerFixture.basic("crm");

        assertThat(toldAtOnce(token, basic[0], basic[1], name, value)).isEmpty();
    }

    @Test
    void isNeverToldAtOnceInASignedAnswer() {
        String token = goodToken();
        String[] basic = IssuerFixture.basic("crm");
        String[] signed = {basic[0], basic[1], "Accept", "application/token-introspection+jwt"};

        assertThat(server.form("/introspect", "token=" + token, signed).status()).isEqualTo(200);

        assertThat(toldAtOnce(token, signed)).isEmpty();
    }
}
