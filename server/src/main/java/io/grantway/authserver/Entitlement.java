package io.grantway.authserver;

import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.time.Instant;
import java.util.Optional;

/// What a grant found a client to be entitled to.
public sealed interface Entitlement {
    /// The end user that the token stands for; empty for the client itself.
    Optional<String> subject();

    /// What was granted to begin with; the request may narrow it, never widen.
    TokenClaims claims();

    /// The scopes that were settled before; empty where the request may ask for any that are
    /// offered.
    Optional<Scopes> scopes();

    /// The longest that the token may live.
    default Optional<Instant> until() {
        return Optional.empty();
    }

    /// A first token.
    ///
    /// @param refreshable it may come with a refresh token
    /// @param until the longest that it may live
    record Fresh(
            Optional<String> subject,
            Optional<Scopes> scopes,
            TokenClaims claims,
            boolean refreshable,
            Optional<Instant> until)
            implements Entitlement {
        /// As long as the server's terms say.
        public Fresh(
                Optional<String> subject,
                Optional<Scopes> scopes,
                TokenClaims claims,
                boolean refreshable) {
            this(subject, scopes, claims, refreshable, Optional.empty());
        }

        /// Of which nothing was settled before.
        public Fresh(Optional<String> subject, boolean refreshable) {
            this(subject, Optional.empty(), TokenClaims.NONE, refreshable, Optional.empty());
        }
    }

    /// What a code stands for, which is used up by it.
    record ByCode(AuthorizationCode code) implements Entitlement {
        @Override
        public Optional<String> subject() {
            return code.grant().subject();
        }

        @Override
        public TokenClaims claims() {
            return code.grant().claims();
        }

        @Override
        public Optional<Scopes> scopes() {
            return Optional.of(code.grant().scopes());
        }
    }

    /// A successor of a token, which dies by it.
    record ByRefresh(IssuedToken held) implements Entitlement {
        @Override
        public Optional<String> subject() {
            return held.access().subject();
        }

        @Override
        public TokenClaims claims() {
            return held.renewal().claims();
        }

        @Override
        public Optional<Scopes> scopes() {
            return Optional.of(held.renewal().scopes());
        }
    }
}
