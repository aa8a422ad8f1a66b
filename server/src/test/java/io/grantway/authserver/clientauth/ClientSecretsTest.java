package io.grantway.authserver.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.PasswordHash;
import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.ClientCredentials;
import io.grantway.catalog.ClientSecret;
import io.grantway.catalog.ClientType;
import io.grantway.config.Secret;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.testing.ClientCalls;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that prove themselves by a secret, or by nothing.
class ClientSecretsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ClientCalls calls = new ClientCalls();

    private static ClientCredentials registered(TokenEndpointAuthMethod method, String... secrets) {
        return new ClientCredentials(
                Optional.of(method),
                List.of(secrets).stream()
                        .map(secret -> new ClientSecret(Secret.of(secret), null))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    private void rotating() {
        calls.with(
                "rotating",
                ClientType.CONFIDENTIAL,
                new ClientCredentials(
                        Optional.empty(),
                        List.of(
                                new ClientSecret(
                                        Secret.of("old"),
                                        calls.clock.instant().plus(Duration.ofHours(1))),
                                new ClientSecret(
                                        Secret.of(PasswordHash.pbkdf2("new", RANDOM)), null)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "new"})
    void takesEachSecretThatHasNotExpired(String secret) {
        rotating();
        assertThat(calls.post("rotating", secret)).isEqualTo("rotating");
        assertThat(calls.basic("rotating", secret)).isEqualTo("rotating");
    }

    @Test
    void refusesASecretFromTheMomentItExpires() {
        rotating();
        calls.clock.forward(Duration.ofHours(1));
        assertThat(calls.post("rotating", "old"))
                .isEqualTo(Refusal.CLIENT_NOT_AUTHENTICATED.name());
        assertThat(calls.post("rotating", "new")).isEqualTo("rotating");
    }

    @Test
    void doesNotStretchForAClientWhoseOtherSecretFitsAtOnce() {
        ClientCalls busy = new ClientCalls(new SecretVerifier(0, 1));
        busy.with(
                "two",
                ClientType.CONFIDENTIAL,
                registered(
                        TokenEndpointAuthMethod.CLIENT_SECRET_POST,
                        PasswordHash.pbkdf2("first", RANDOM),
                        "second"));
        assertThat(busy.post("two", "second")).isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT_SECRET_BASIC, CLIENT_NOT_AUTHENTICATED, client",
        "CLIENT_SECRET_POST, client, HEADER_CREDENTIALS_WRONG",
    })
    void takesASecretOnlyInTheWayThatTheClientHasRegistered(
            TokenEndpointAuthMethod method, String byPost, String byBasic) {
        calls.with("client", ClientType.CONFIDENTIAL, registered(method, "secret"));
        assertThat(calls.post("client", "secret")).isEqualTo(byPost);
        assertThat(calls.basic("client", "secret")).isEqualTo(byBasic);
    }

    @Test
    void refusesTheSecretOfAnotherClient() {
        calls.with("one", ClientType.CONFIDENTIAL, ClientCalls.secret("of-one"));
        calls.with("two", ClientType.CONFIDENTIAL, ClientCalls.secret("of-two"));
        assertThat(calls.post("one", "of-two")).isEqualTo(Refusal.CLIENT_NOT_AUTHENTICATED.name());
        assertThat(calls.basic("one", "of-two")).isEqualTo(Refusal.HEADER_CREDENTIALS_WRONG.name());
    }

    @Test
    void refusesAConfidentialClientThatOnlyNamesItself() {
        calls.with("client", ClientType.CONFIDENTIAL, ClientCalls.secret("secret"));
        assertThat(calls.send("client_id=client"))
                .isEqualTo(Refusal.CLIENT_NOT_AUTHENTICATED.name());
    }

    @ParameterizedTest
    @CsvSource({"true, CLIENT_NOT_AUTHENTICATED", "false, SECRET_FROM_PUBLIC_CLIENT"})
    void doesNotTellUnderRfc6749ThatASecretWasSentForAPublicClient(
            boolean strict, String expected) {
        calls.strict = strict;
        calls.with("open", ClientType.PUBLIC, ClientCalls.secret(""));
        assertThat(calls.post("open", "secret")).isEqualTo(expected);
        assertThat(calls.send("client_id=open")).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "open", "keys", "hashed"})
    void stretchesASecretWhetherOrNotThereIsAClientToCompareItWith(String clientId) {
        ClientCalls busy = new ClientCalls(new SecretVerifier(0, 1));
        busy.with(
                "hashed",
                ClientType.CONFIDENTIAL,
                ClientCalls.secret(PasswordHash.pbkdf2("secret", RANDOM)));
        busy.with("open", ClientType.PUBLIC, ClientCalls.secret(""));
        busy.with(
                "keys",
                ClientType.CONFIDENTIAL,
                registered(TokenEndpointAuthMethod.PRIVATE_KEY_JWT));
        assertThat(busy.post(clientId, "wrong")).isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());
        assertThat(busy.basic(clientId, "wrong")).isEqualTo(Refusal.TOO_MANY_ATTEMPTS.name());
    }

    @Test
    void refusesAWayThatTheServerDoesNotTake() {
        calls.with("client", ClientType.CONFIDENTIAL, ClientCalls.secret("secret"));
        ClientCalls keysOnly =
                calls.by(
                        new ClientAuthRules(
                                Set.of(TokenEndpointAuthMethod.PRIVATE_KEY_JWT),
                                Set.of("https://as.example"),
                                Set.of()));
        assertThat(keysOnly.post("client", "secret")).isEqualTo(Refusal.CLIENT_UNKNOWN.name());
        assertThat(keysOnly.basic("client", "secret")).isEqualTo(Refusal.CLIENT_UNKNOWN.name());
    }
}
