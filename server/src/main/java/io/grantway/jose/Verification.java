package io.grantway.jose;

import tools.jackson.databind.node.ObjectNode;

/// What came of verifying a token.
public sealed interface Verification {
    /// A key of the key set signed it. Its claims are the signer's, nothing more: who they are for
    /// and until when is still to be checked.
    record Verified(ObjectNode header, ObjectNode claims) implements Verification {}

    /// It is not to be believed.
    ///
    /// @param explanation for a log or the token's maker; nothing of the token is in it
    record Refused(Reason reason, String explanation)
            implements Verification, JwtReading, ProofReading {}

    /// Why a token is refused.
    enum Reason {
        TOO_LARGE,
        /// It is no signed JWT in the compact form, or can be read in more than one way.
        MALFORMED,
        /// It is signed by an algorithm that is not allowed here, or not signed.
        ALGORITHM,
        /// It asks for an extension that is not known here (RFC 7515 §4.1.11).
        CRITICAL,
        /// It is another kind of token (RFC 8725 §3.11).
        TYPE,
        /// No key can have signed it; a newer version of the key set may have one.
        UNKNOWN_KEY,
        /// The keys of whoever should have signed cannot be had now.
        KEYS_UNAVAILABLE,
        /// It was made for something else.
        OTHER_USE,
        SIGNATURE,
        EXPIRED,
        NOT_YET_VALID
    }
}
