package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.config.Secret;
import java.util.Optional;

/// `client_secret_post`: id and secret among the parameters (RFC 6749 §2.3.1).
final class SecretPost implements ClientAuthMethod {
    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return call.parameters()
                .text("client_secret")
                .map(secret ->
                        new Presented(
                                call.parameters().text("client_id").orElse(""),
                                Optional.of(Secret.of(secret)),
                                false));
    }
}
