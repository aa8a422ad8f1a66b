package io.grantway.authserver.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.http.Headers;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Logins of which something is still missing: a second factor, or the user whom an identity at a
/// provider belongs to. They are no sessions: whatever asks for a session finds none, so that no
/// page can forget to ask for more. In memory: after a restart the user begins again.
public final class PendingLogins {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private record Half(
            Account account, List<String> methods, Optional<ForeignIdentity> identity) {}

    /// Somebody whom a provider knows, at a browser.
    ///
    /// @param cookie that guards their next form: a secret
    record Met(ForeignIdentity identity, String cookie) {
        /// Without the cookie.
        @Override
        public String toString() {
            return "Met[" + identity + "]";
        }
    }

    private final Cache<TokenHash, Half> halves;
    private final Cache<TokenHash, ForeignIdentity> strangers;
    private final SecureRandom random;

    public PendingLogins(InstantSource clock, SecureRandom random) {
        this.random = random;
        this.halves = remembering(clock);
        this.strangers = remembering(clock);
    }

    private static <T> Cache<TokenHash, T> remembering(InstantSource clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LIFE)
                .ticker(() -> clock.millis() * 1_000_000)
                .executor(Runnable::run)
                .build();
    }

    /// Begins one under a value that nobody knew before the password was given: one planted in the
    /// browser stays worthless (session fixation).
    ///
    /// @return the login cookie's value from now on
    String begin(Account account, List<String> methods, Optional<ForeignIdentity> identity) {
        String cookie = BrowserCookie.fresh(random);
        halves.put(TokenHash.of(cookie), new Half(account, methods, identity));
        return cookie;
    }

    /// Somebody came from a provider whom nobody here is linked with.
    ///
    /// @return the login cookie's value from now on
    String meet(ForeignIdentity identity) {
        String cookie = BrowserCookie.fresh(random);
        strangers.put(TokenHash.of(cookie), identity);
        return cookie;
    }

    /// Who came to a browser so, in this workspace.
    Optional<Met> met(Headers headers, String workspace) {
        return BrowserCookie.LOGIN
                .in(headers)
                .flatMap(cookie ->
                        Optional.ofNullable(strangers.getIfPresent(TokenHash.of(cookie)))
                                .filter(identity -> identity.workspace().equals(workspace))
                                .map(identity -> new Met(identity, cookie)));
    }

    /// The one under way at a browser, in this workspace.
    Optional<Proven> find(Headers headers, String workspace) {
        return BrowserCookie.LOGIN
                .in(headers)
                .flatMap(cookie ->
                        Optional.ofNullable(halves.getIfPresent(TokenHash.of(cookie)))
                                .filter(half -> half.account().workspace().equals(workspace))
                                .map(half ->
                                        new Proven(
                                                half.account(),
                                                cookie,
                                                half.methods(),
                                                false,
                                                half.identity())));
    }

    void end(Headers headers) {
        BrowserCookie.LOGIN
                .in(headers)
                .map(TokenHash::of)
                .ifPresent(cookie -> {
                    halves.invalidate(cookie);
                    strangers.invalidate(cookie);
                });
    }
}
