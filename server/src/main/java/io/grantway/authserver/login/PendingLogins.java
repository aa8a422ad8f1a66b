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

/// Logins of which a second factor is still missing. They are no sessions: whatever asks for a
/// session finds none, so that no page can forget to ask for more. In memory: after a restart the
/// user begins again.
public final class PendingLogins {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private record Half(Account account, List<String> methods) {}

    private final Cache<TokenHash, Half> halves;
    private final SecureRandom random;

    public PendingLogins(InstantSource clock, SecureRandom random) {
        this.random = random;
        this.halves =
                Caffeine.newBuilder()
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
    String begin(Account account, List<String> methods) {
        String cookie = BrowserCookie.fresh(random);
        halves.put(TokenHash.of(cookie), new Half(account, methods));
        return cookie;
    }

    /// The one under way at a browser, in this workspace.
    Optional<Proven> find(Headers headers, String workspace) {
        return BrowserCookie.LOGIN
                .in(headers)
                .flatMap(cookie ->
                        Optional.ofNullable(halves.getIfPresent(TokenHash.of(cookie)))
                                .filter(half -> half.account().workspace().equals(workspace))
                                .map(half ->
                                        new Proven(half.account(), cookie, half.methods(), false)));
    }

    void end(Headers headers) {
        BrowserCookie.LOGIN.in(headers).map(TokenHash::of).ifPresent(halves::invalidate);
    }
}
