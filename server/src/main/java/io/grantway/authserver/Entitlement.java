package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// What a grant found a client to be entitled to.
public sealed interface Entitlement {
    /// What was granted to begin with; the request may narrow it, never widen.
    TokenClaims claims();

    /// A first token.
    ///
    /// @param subject the end user it stands for; empty for the client itself
    /// @param granted the scopes that were settled before, of which the request may ask for a part;
    ///   empty where it may ask for any that are offered
    /// @param refreshable it may come with a refresh token
    record Fresh(
            Optional<String> subject,
            Optional<Scopes> granted,
            TokenClaims claims,
            boolean refreshable)
            implements Entitlement {
        /// Of which nothing was settled before.
        public Fresh(Optional<String> subject, boolean refreshable) {
            this(subject, Optional.empty(), TokenClaims.NONE, refreshable);
        }
    }

    /// What a code stands for, which is used up by it.
    record ByCode(AuthorizationCode code) implements Entitlement {
        @Override
        public TokenClaims claims() {
            return code.grant().claims();
        }
    }

    /// A successor of a token, which dies by it.
    record ByRefresh(IssuedToken held) implements Entitlement {
        @Override
        public TokenClaims claims() {
            return held.access().claims();
        }
    }
}
