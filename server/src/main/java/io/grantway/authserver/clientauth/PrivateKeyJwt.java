package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientKeys;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Optional;

/// `private_key_jwt`: an assertion signed with the client's private key (RFC 7523 §2.2, OpenID
/// Connect Core §9).
final class PrivateKeyJwt implements ClientAuthMethod {
    private final Assertions assertions;
    private final ClientAuthRules rules;
    private final RemoteKeys published;

    PrivateKeyJwt(Assertions assertions, ClientAuthRules rules, RemoteKeys published) {
        this.assertions = assertions;
        this.rules = rules;
        this.published = published;
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
        ClientAuthRules own = rules.of(client);
        JwtVerifier verifier = JwtVerifier.allowing(own.algorithms());
        return keys.isEmpty()
                ? Optional.of("the client has no keys")
                : assertions.doubt(
                        client, presented, own, jwt -> verify(jwt, verifier, keys.get()));
    }

    private Verification verify(UnverifiedJwt jwt, JwtVerifier verifier, ClientKeys keys) {
        return switch (keys) {
            case ClientKeys.Registered(_, var signing) -> verifier.verify(jwt, signing);
            case ClientKeys.Published(var uri) ->
                    published.verify(new Place(uri, Trust.FOREIGN), verifier, jwt);
        };
    }
}
