package io.grantway.authserver;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A user logged in at a browser.
///
/// @param hash of the session cookie's value
/// @param id that tokens name it by (`sid`)
/// @param methods by which the user logged in (RFC 8176)
/// @param browser what it is, as its user would say it; empty where it does not say
/// @param address that the user logged in from; empty where it is not known
/// @param clients to be told when the session ends
public record LoginSession(
        TokenHash hash,
        String id,
        String workspace,
        String username,
        List<String> methods,
        Instant authenticatedAt,
        Instant expiresAt,
        String browser,
        String address,
        Set<ServedClient> clients) {
    public LoginSession {
        methods = List.copyOf(methods);
        clients = Set.copyOf(clients);
    }

    /// One of a browser that says nothing of itself, of which no client knows.
    public LoginSession(
            TokenHash hash,
            String id,
            String workspace,
            String username,
            List<String> methods,
            Instant authenticatedAt,
            Instant expiresAt) {
        this(hash, id, workspace, username, methods, authenticatedAt, expiresAt, "", "", Set.of());
    }

    /// The same session, for which its browser has another cookie now.
    public LoginSession under(TokenHash other) {
        return raised(other, methods);
    }

    /// The same session under another cookie, in which the user has proved more.
    public LoginSession raised(TokenHash other, List<String> proved) {
        return new LoginSession(
                other,
                id,
                workspace,
                username,
                proved,
                authenticatedAt,
                expiresAt,
                browser,
                address,
                clients);
    }

    /// The same session, one more client of which has tokens from it.
    public LoginSession serving(ServedClient client) {
        Set<ServedClient> more = new HashSet<>(clients);
        more.add(client);
        return new LoginSession(
                hash,
                id,
                workspace,
                username,
                methods,
                authenticatedAt,
                expiresAt,
                browser,
                address,
                more);
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
