package io.grantway.authserver.login;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.LoginSession;
import io.grantway.authserver.SessionStore;
import io.grantway.http.Headers;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Who is logged in at which browser. A browser holds a random value, the store its SHA-256: a
/// stolen store logs nobody in.
public final class Sessions {
    private static final Duration LIFE = Duration.ofHours(8);

    private final SessionStore store;
    private final Users users;
    private final InstantSource clock;
    private final SecureRandom random;

    public Sessions(SessionStore store, Users users, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.users = users;
        this.clock = clock;
        this.random = random;
    }

    /// A live session and its user.
    ///
    /// @param cookie the session cookie's value: a secret
    record Visitor(Account account, String cookie, Authentication authentication) {
        /// Without the cookie.
        @Override
        public String toString() {
            return "Visitor[" + account + "]";
        }
    }

    /// Who is logged in, where the session lives and its user still exists in this workspace.
    Optional<Visitor> visitor(Headers headers, String workspace) {
        return BrowserCookie.SESSION
                .in(headers)
                .flatMap(cookie ->
                        store.find(TokenHash.of(cookie))
                                .filter(session -> session.workspace().equals(workspace))
                                .filter(session -> session.expiresAt().isAfter(clock.instant()))
                                .flatMap(session -> visitor(session, cookie)));
    }

    private Optional<Visitor> visitor(LoginSession session, String cookie) {
        return users.find(session.workspace(), session.username())
                .map(account -> new Visitor(account, cookie, session.authentication()));
    }

    /// Starts a session under a value that nobody knew before the login: a value planted in the
    /// browser stays worthless (session fixation). The session that the browser had ends.
    ///
    /// @param methods by which the user logged in (RFC 8176)
    /// @return the session cookie's value
    String open(Headers headers, Account account, List<String> methods) {
        close(headers);
        String cookie = BrowserCookie.fresh(random);
        Instant now = clock.instant();
        store.save(
                new LoginSession(
                        TokenHash.of(cookie),
                        BrowserCookie.fresh(random),
                        account.workspace(),
                        account.username(),
                        methods,
                        now,
                        now.plus(LIFE)));
        return cookie;
    }

    /// Gives the session that the browser has a new value and what else was proved. It keeps its
    /// name, its end and the time of its login: a second factor alone is no new one.
    ///
    /// @param methods all of them
    /// @return the session cookie's value
    String raise(Headers headers, Account account, List<String> methods) {
        Optional<LoginSession> held =
                BrowserCookie.SESSION.in(headers).flatMap(old -> store.find(TokenHash.of(old)));
        if (held.isEmpty()) {
            return open(headers, account, methods);
        }
        LoginSession before = held.get();
        String cookie = BrowserCookie.fresh(random);
        store.save(
                new LoginSession(
                        TokenHash.of(cookie),
                        before.id(),
                        before.workspace(),
                        before.username(),
                        methods,
                        before.authenticatedAt(),
                        before.expiresAt()));
        store.delete(before.hash());
        return cookie;
    }

    void close(Headers headers) {
        BrowserCookie.SESSION.in(headers).map(TokenHash::of).ifPresent(store::delete);
    }
}
