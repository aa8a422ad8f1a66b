package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import java.util.Optional;

/// `none`: a public client only names itself (RFC 6749 §3.2.1).
final class NoSecret implements ClientAuthMethod {
    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return call.parameters()
                .text("client_id")
                .map(clientId -> new Presented(clientId, Optional.empty(), false));
    }
}
