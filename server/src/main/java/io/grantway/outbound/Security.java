package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.http.Headers;
import io.grantway.supply.TokenUnavailable;
import java.util.Optional;

/// How the calls of a connection prove themselves. A kind is one class, and one line in
/// [Securities].
sealed interface Security permits FixedSecurity, MissingSecurity, TokenSecurity {
    /// What one call is proved by.
    ///
    /// @param onBehalfOf the token of whoever the call is made for
    /// @throws TokenUnavailable where there is none
    Proof proof(Optional<Secret> onBehalfOf);

    /// What one call is proved by, for those who must not wait; empty where it has to be got first.
    Optional<Proof> ready(Optional<Secret> onBehalfOf);

    /// Another one, where an answer says that it may help.
    ///
    /// @throws TokenUnavailable where there should be one and is none
    Optional<Proof> another(Proof refused, Optional<Secret> onBehalfOf);

    /// Whether an answer refuses the proof rather than the call.
    boolean refuses(Received answer);

    /// The same, as far as status and fields tell.
    boolean refuses(int status, Headers headers);

    /// Something that proves one call.
    interface Proof {
        /// Puts it into a request. Called for each that is sent, also where one is repeated or
        /// redirected: what is signed is what is sent.
        void put(Prepared request);

        /// A few digits by which two are told apart, and from which nothing is learned; empty where
        /// there is nothing to tell apart.
        String digits();
    }
}
