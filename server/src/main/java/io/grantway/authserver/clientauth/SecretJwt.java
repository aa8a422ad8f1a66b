package io.grantway.authserver.clientauth;

import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.config.Secret;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeySet;
import io.grantway.jose.MacAlgorithm;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `client_secret_jwt`: an assertion whose MAC is made with the client's secret (RFC 7523 §2.2,
/// OpenID Connect Core §9).
final class SecretJwt implements ClientAuthMethod {
    private static final JwtVerifier VERIFIER = JwtVerifier.allowing(List.of(MacAlgorithm.HS256));

    private final Assertions assertions;
    private final ClientAuthRules rules;
    private final InstantSource clock;

    SecretJwt(Assertions assertions, ClientAuthRules rules, InstantSource clock) {
        this.assertions = assertions;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.CLIENT_SECRET_JWT;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return Assertions.read(call);
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        // A hash must never be a key: whoever read it in a configuration could sign with it.
        List<Secret> clear =
                client.credentials().secretsAt(clock.instant()).stream()
                        .filter(each -> !each.expose(SecretVerifier::isHash))
                        .toList();
        try {
            KeySet keys = KeySet.ofSecrets(clear);
            return assertions.doubt(client, presented, rules, jwt -> VERIFIER.verify(jwt, keys));
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
