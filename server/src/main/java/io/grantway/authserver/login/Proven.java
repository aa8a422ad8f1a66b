package io.grantway.authserver.login;

import java.util.List;
import java.util.Optional;

/// Somebody who has proved who they are, perhaps not enough for where they want to go.
///
/// @param cookie that guards their next form: a secret
/// @param methods by which they did (RFC 8176)
/// @param session they are logged in already
/// @param identity at a provider that they have proved to be theirs too, to be linked when they
///   have proved enough
record Proven(
        Account account,
        String cookie,
        List<String> methods,
        boolean session,
        Optional<ForeignIdentity> identity) {
    Proven {
        methods = List.copyOf(methods);
    }

    Proven(Account account, String cookie, List<String> methods, boolean session) {
        this(account, cookie, methods, session, Optional.empty());
    }

    /// Without the cookie.
    @Override
    public String toString() {
        return "Proven[" + account + ", " + methods + "]";
    }
}
