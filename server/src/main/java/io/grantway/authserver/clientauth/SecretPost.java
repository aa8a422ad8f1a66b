package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Optional;

/// `client_secret_post`: id and secret among the parameters (RFC 6749 §2.3.1).
record SecretPost(ClientSecrets secrets) implements ClientAuthMethod {
    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.CLIENT_SECRET_POST;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return call.parameters()
                .text("client_secret")
                .map(secret ->
                        new Presented.BySecret(
                                call.parameters().text("client_id").orElse(""),
                                Optional.of(Secret.of(secret)),
                                false));
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        return presented instanceof Presented.BySecret(_, var secret, var inHeader) && !inHeader
                ? secrets.doubt(client, secret)
                : Optional.of("no secret came among the parameters");
    }
}
