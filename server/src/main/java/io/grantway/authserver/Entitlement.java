package io.grantway.authserver;

import java.util.Optional;

/// What a grant found a client to be entitled to.
public sealed interface Entitlement {
    /// A first token.
    ///
    /// @param subject the end user it stands for; empty for the client itself
    /// @param refreshable it may come with a refresh token
    record Fresh(Optional<String> subject, boolean refreshable) implements Entitlement {}

    /// What a code stands for, which is used up by it.
    record ByCode(AuthorizationCode code) implements Entitlement {}

    /// A successor of a token, which dies by it.
    record ByRefresh(IssuedToken held) implements Entitlement {}
}
