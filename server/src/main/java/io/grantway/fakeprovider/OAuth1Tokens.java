package io.grantway.fakeprovider;

import io.grantway.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Temporary credentials, tokens and nonces of OAuth 1.0a. Thread-safe; forgets the oldest when
/// there are too many.
final class OAuth1Tokens {
    private static final int MOST = 100_000;
    private static final Duration LIFE = Duration.ofMinutes(10);

    /// A token with its secret.
    ///
    /// @param user empty for temporary credentials
    record Token(String token, Secret shared, String user) {
        @Override
        public String toString() {
            return "Token of " + user;
        }
    }

    private static final class Temporary {
        private final Secret shared;
        private final String callback;
        private final Instant until;
        private @Nullable String user;
        private @Nullable Secret verifier;

        private Temporary(Secret shared, String callback, Instant until) {
            this.shared = shared;
            this.callback = callback;
            this.until = until;
        }
    }

    private final InstantSource clock;
    private final Words words;
    private final Bounded<Temporary> temporary = new Bounded<>(MOST);
    private final Bounded<Token> tokens = new Bounded<>(MOST);
    private final Bounded<Boolean> nonces = new Bounded<>(MOST);

    OAuth1Tokens(InstantSource clock, Words words) {
        this.clock = clock;
        this.words = words;
    }

    synchronized Token temporary(String callback) {
        var made = new Token(words.token("tmp"), Secret.of(words.token("ts")), "");
        temporary.put(
                made.token(), new Temporary(made.shared(), callback, clock.instant().plus(LIFE)));
        return made;
    }

    private Optional<Temporary> waiting(String token) {
        return Optional.ofNullable(temporary.get(token))
                .filter(each -> clock.instant().isBefore(each.until));
    }

    synchronized Optional<Secret> temporarySecret(String token) {
        return waiting(token).map(each -> each.shared);
    }

    /// Where the user goes; empty also where they have said their word already.
    synchronized Optional<String> callback(String token) {
        return waiting(token).filter(each -> each.user == null).map(each -> each.callback);
    }

    synchronized void deny(String token) {
        temporary.remove(token);
    }

    /// @return the verifier
    synchronized String approve(String token, String user) {
        String verifier = words.token("ver");
        waiting(token)
                .ifPresent(each -> {
                    each.user = user;
                    each.verifier = Secret.of(verifier);
                });
        return verifier;
    }

    /// Trades temporary credentials, once.
    synchronized Optional<Token> access(String token, String verifier) {
        Temporary before = waiting(token).orElse(null);
        String user = before == null ? null : before.user;
        Secret wanted = before == null ? null : before.verifier;
        if (user == null || wanted == null || !wanted.matches(verifier)) {
            return Optional.empty();
        }
        temporary.remove(token);
        var made = new Token(words.token("o1"), Secret.of(words.token("os")), user);
        tokens.put(made.token(), made);
        return Optional.of(made);
    }

    synchronized Optional<Token> live(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    synchronized void end(String token) {
        tokens.remove(token);
    }

    synchronized int endAll(String user) {
        int before = tokens.size();
        tokens.values().removeIf(each -> each.user().equals(user));
        return before - tokens.size();
    }

    /// Whether a nonce comes for the first time.
    synchronized boolean isNew(String nonce) {
        return nonces.put(nonce, true) == null;
    }
}
