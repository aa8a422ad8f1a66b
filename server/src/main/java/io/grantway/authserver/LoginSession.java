package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user logged in at a browser.
///
/// @param hash of the session cookie's value
/// @param id that tokens name it by (`sid`)
/// @param methods by which the user logged in (RFC 8176)
public record LoginSession(
        TokenHash hash,
        String id,
        String workspace,
        String username,
        List<String> methods,
        Instant authenticatedAt,
        Instant expiresAt) {
    public LoginSession {
        methods = List.copyOf(methods);
    }

    /// What the tokens that descend from it say of the login.
    public Authentication authentication() {
        return new Authentication(
                authenticatedAt,
                Optional.of(AuthenticationLevel.of(methods).wireName()),
                methods,
                Optional.of(id).filter(each -> !each.isEmpty()));
    }
}
