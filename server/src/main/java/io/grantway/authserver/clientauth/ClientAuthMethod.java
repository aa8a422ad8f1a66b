package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Optional;

/// A way in which a client proves itself (RFC 6749 §2.3).
public interface ClientAuthMethod {
    TokenEndpointAuthMethod name();

    /// What the client presents in this way, if it uses this way.
    ///
    /// @param strict read it as RFC 6749 says
    Optional<Presented> read(TokenCall call, boolean strict);

    /// Why a request does not prove to be the client's, for the log; empty where it does.
    ///
    /// @param presented read by whichever method comes first in the request
    /// @throws OAuthRefusal when that cannot be found out now
    Optional<String> doubt(Client client, Presented presented, TokenCall call);
}
