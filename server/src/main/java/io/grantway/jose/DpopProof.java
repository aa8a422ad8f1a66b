package io.grantway.jose;

import java.time.Instant;
import java.util.Optional;

/// A proof of DPoP that fits its request: whoever made it has a private key (RFC 9449 §4.2). That
/// it comes for the first time is still to be checked.
///
/// @param thumbprint of the key (RFC 7638), base64url: the `jkt` of what is bound to it
/// @param id its `jti`
/// @param expiresAt after when it fits no request any more
/// @param nonce as it says
public record DpopProof(String thumbprint, String id, Instant expiresAt, Optional<String> nonce)
        implements ProofReading {}
