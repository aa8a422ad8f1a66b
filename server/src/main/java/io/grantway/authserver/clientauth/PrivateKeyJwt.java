package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientKeys;
import io.grantway.jose.JwtVerifier;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Optional;

/// `private_key_jwt`: an assertion signed with the client's private key (RFC 7523 §2.2, OpenID
/// Connect Core §9).
final class PrivateKeyJwt implements ClientAuthMethod {
    private final Assertions assertions;
    private final ClientAuthRules rules;
    private final JwtVerifier verifier;

    PrivateKeyJwt(Assertions assertions, ClientAuthRules rules) {
        this.assertions = assertions;
        this.rules = rules;
        this.verifier = JwtVerifier.allowing(rules.algorithms());
    }

    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.PRIVATE_KEY_JWT;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return Assertions.read(call);
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        Optional<ClientKeys> keys = client.credentials().keys();
        return keys.isEmpty()
                ? Optional.of("the client has no keys")
                : assertions.doubt(
                        client,
                        presented,
                        rules.audiences(),
                        jwt -> verifier.verify(jwt, keys.get().signing()));
    }
}
