package io.grantway.authserver.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What the login page tells a browser the next time, once: why a login by a provider came to
/// nothing. Not in the address, where anybody could put words into our mouth.
public final class LoginNotes {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Cache<TokenHash, Alert> byBrowser;

    public LoginNotes(InstantSource clock) {
        this.byBrowser =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(LIFE)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    /// @param browser its login cookie
    void leave(TokenHash browser, Alert alert) {
        byBrowser.put(browser, alert);
    }

    Optional<Alert> take(String cookie) {
        return Optional.ofNullable(byBrowser.asMap().remove(TokenHash.of(cookie)));
    }
}
