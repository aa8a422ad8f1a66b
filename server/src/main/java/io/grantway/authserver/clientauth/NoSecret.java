package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Optional;

/// `none`: a public client only names itself (RFC 6749 §3.2.1).
final class NoSecret implements ClientAuthMethod {
    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.NONE;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return call.parameters().text("client_id").map(Presented.ByName::new);
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        boolean sent =
                switch (presented) {
                    case Presented.ByName _ -> false;
                    case Presented.ByAssertion _ -> true;
                    case Presented.BySecret(_, var secret, _) ->
                            secret.map(Secret::isEmpty).map(empty -> !empty).orElse(false);
                };
        return sent
                ? Optional.of("client \"" + client.clientId() + "\" is public and sent a secret")
                : Optional.empty();
    }
}
