package io.grantway.authserver.login;

import java.util.List;

/// Somebody who has proved who they are, perhaps not enough for where they want to go.
///
/// @param cookie that guards their next form: a secret
/// @param methods by which they did (RFC 8176)
/// @param session they are logged in already
record Proven(Account account, String cookie, List<String> methods, boolean session) {
    Proven {
        methods = List.copyOf(methods);
    }

    /// Without the cookie.
    @Override
    public String toString() {
        return "Proven[" + account + ", " + methods + "]";
    }
}
