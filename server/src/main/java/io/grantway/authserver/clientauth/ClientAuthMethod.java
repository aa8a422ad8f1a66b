package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import java.util.Optional;

/// A way in which a client proves itself (RFC 6749 §2.3).
public interface ClientAuthMethod {
    /// What the client presents in this way, if it uses this way.
    ///
    /// @param strict read it as RFC 6749 says
    Optional<Presented> read(TokenCall call, boolean strict);
}
