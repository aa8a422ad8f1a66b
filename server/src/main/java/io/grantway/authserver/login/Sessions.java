package io.grantway.authserver.login;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.LoginSession;
import io.grantway.authserver.ServedClient;
import io.grantway.authserver.SessionStore;
import io.grantway.authserver.UserTokens;
import io.grantway.http.Headers;
import io.grantway.http.Request;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Who is logged in at which browser. A browser holds a random value, the store its SHA-256: a
/// stolen store logs nobody in.
public final class Sessions {
    private static final Duration LIFE = Duration.ofHours(8);

    private final SessionStore store;
    private final UserTokens tokens;
    private final Consumer<LoginSession> endings;
    private final Users users;
    private final InstantSource clock;
    private final SecureRandom random;

    /// @param endings told of each session that was ended
    public Sessions(
            SessionStore store,
            Users users,
            UserTokens tokens,
            Consumer<LoginSession> endings,
            InstantSource clock,
            SecureRandom random) {
        this.store = store;
        this.tokens = tokens;
        this.endings = endings;
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
    /// browser stays worthless (session fixation). The session that the browser had goes on in it
    /// where it was the same user's, and ends where it was another's.
    ///
    /// @param methods by which the user logged in (RFC 8176)
    /// @return the session cookie's value
    String open(Request request, Account account, List<String> methods) {
        Headers headers = request.headers();
        Optional<LoginSession> before = held(headers);
        Optional<LoginSession> own = before.filter(it -> isOf(it, account));
        String cookie = BrowserCookie.fresh(random);
        Instant now = clock.instant();
        store.save(
                new LoginSession(
                        TokenHash.of(cookie),
                        own.map(LoginSession::id).orElseGet(() -> BrowserCookie.fresh(random)),
                        account.workspace(),
                        account.username(),
                        methods,
                        now,
                        now.plus(LIFE),
                        BrowserFamily.of(headers.first("User-Agent").orElse("")),
                        request.head().peer().clientAddress(),
                        own.map(LoginSession::clients).orElse(Set.of())));
        own.ifPresent(it -> store.delete(it.hash()));
        before.filter(_ -> own.isEmpty()).ifPresent(this::end);
        return cookie;
    }

    /// Gives the session that the browser has a new value and what else was proved. It keeps its
    /// name, its end and the time of its login: a second factor alone is no new one.
    ///
    /// @param methods all of them
    /// @return the session cookie's value
    String raise(Request request, Account account, List<String> methods) {
        Optional<LoginSession> before = held(request.headers());
        if (before.isEmpty()) {
            return open(request, account, methods);
        }
        String cookie = BrowserCookie.fresh(random);
        store.save(before.get().raised(TokenHash.of(cookie), methods));
        store.delete(before.get().hash());
        return cookie;
    }

    private static boolean isOf(LoginSession session, Account account) {
        return session.workspace().equals(account.workspace())
                && session.username().equals(account.username());
    }

    private Optional<LoginSession> held(Headers headers) {
        return BrowserCookie.SESSION.in(headers).map(TokenHash::of).flatMap(store::find);
    }

    /// The client has tokens of the session from now on, and wants to hear of its end.
    void serve(Visitor visitor, ServedClient client) {
        store.serve(TokenHash.of(visitor.cookie()), client);
    }

    /// Whether a session is the one that a visitor is in.
    static boolean isOf(LoginSession session, Visitor visitor) {
        return session.hash().equals(TokenHash.of(visitor.cookie()));
    }

    /// Those of a user, the latest login first.
    List<LoginSession> of(String workspace, String username) {
        return store.list(workspace, username);
    }

    /// Ends the session that a browser has.
    void close(Headers headers) {
        held(headers).ifPresent(this::end);
    }

    /// Ends a session everywhere: nobody is logged in by it, its clients hear of it, and what they
    /// have from it ends, but for what was given to be used while the user is away (OpenID Connect
    /// Core §11, Back-Channel Logout §2.7).
    void end(LoginSession session) {
        store.delete(session.hash());
        tokens.end(
                session.workspace(),
                session.username(),
                token ->
                        token.claims()
                                        .claim(TokenClaims.SESSION)
                                        .filter(sid -> sid.asString("").equals(session.id()))
                                        .isPresent()
                                && !token.scopes().contains("offline_access"));
        endings.accept(session);
    }
}
