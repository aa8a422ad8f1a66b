package io.grantway.authserver.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.FactorStore;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.TotpKey;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one-time codes of users: setting an app up, and checking what it shows.
public final class SecondFactors {
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactors.class);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int MOST = 10_000;

    private final FactorStore store;
    private final LoginThrottle throttle;
    private final InstantSource clock;
    private final SecureRandom random;
    // Keys that no app has confirmed yet, by the cookie of whoever was shown one.
    private final Cache<TokenHash, TotpKey> offered;

    /// @param throttle of its own: failed passwords must not count here, for anybody can cause them
    public SecondFactors(
            FactorStore store, LoginThrottle throttle, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.throttle = throttle;
        this.clock = clock;
        this.random = random;
        this.offered =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(PATIENCE)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    /// What a code comes to. A wrong one, a used one and one of a user without an app are the same.
    sealed interface Outcome {
        record Right() implements Outcome {}

        record Wrong() implements Outcome {}

        /// Too many failures: not even looked at.
        record MustWait(Duration remaining) implements Outcome {}
    }

    boolean hasApp(Account account) {
        return hasApp(account.id());
    }

    boolean hasApp(UUID user) {
        return store.app(user).isPresent();
    }

    /// How many recovery codes are left.
    int recoveryCodes(Account account) {
        return store.recoveryCodes(account.id());
    }

    /// Checks a code of the app, or a recovery code, and uses it up.
    Outcome check(Attempt attempt, Account account, String code, String requestId) {
        Optional<Duration> wait = throttle.admit(attempt);
        if (wait.isPresent()) {
            LOG.info("second factor throttled: {}", who(attempt, requestId));
            return new Outcome.MustWait(wait.get());
        }
        boolean right = verify(attempt, account, code);
        LOG.info("second factor {}: {}", right ? "right" : "refused", who(attempt, requestId));
        if (!right) {
            return new Outcome.Wrong();
        }
        throttle.succeeded(attempt);
        return new Outcome.Right();
    }

    private boolean verify(Attempt attempt, Account account, String code) {
        try {
            return isOfApp(account, code) || isRecovery(account, code);
        } catch (StoreUnavailable e) {
            throttle.takeBack(attempt);
            throw e;
        }
    }

    private boolean isOfApp(Account account, String code) {
        Optional<AuthenticatorApp> app = store.app(account.id());
        if (app.isEmpty()) {
            return false;
        }
        OptionalLong step =
                app.get().key().step(code.strip(), clock.instant(), app.get().lastStep());
        // Two requests may bring the same code at once: the store takes one of them.
        return step.isPresent() && store.use(account.id(), step.getAsLong());
    }

    private boolean isRecovery(Account account, String code) {
        return RecoveryCodes.hash(code)
                .filter(hash -> store.useRecoveryCode(account.id(), hash))
                .isPresent();
    }

    private static String who(Attempt attempt, String requestId) {
        return "workspace="
                + attempt.workspace()
                + " user="
                + attempt.username()
                + " address="
                + attempt.address()
                + " request="
                + requestId;
    }

    /// The key to put into an app, the same while the user is at it.
    ///
    /// @param cookie of the user's browser
    TotpKey offer(String cookie) {
        return offered.get(TokenHash.of(cookie), _ -> TotpKey.fresh(random));
    }

    /// Takes the app that a first code proves to work.
    ///
    /// @return the recovery codes, to be shown once; empty where the code is wrong
    Optional<List<String>> confirm(String cookie, Account account, String code) {
        TotpKey key = offered.getIfPresent(TokenHash.of(cookie));
        if (key == null) {
            return Optional.empty();
        }
        OptionalLong step = key.step(code.strip(), clock.instant(), -1);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        offered.invalidate(TokenHash.of(cookie));
        List<String> codes = RecoveryCodes.fresh(random);
        store.save(
                new AuthenticatorApp(account.id(), key, step.getAsLong()),
                RecoveryCodes.hashes(codes));
        LOG.info("app set up: workspace={} user={}", account.workspace(), account.username());
        return Optional.of(codes);
    }

    /// New recovery codes in place of the old ones, to be shown once.
    List<String> renewRecoveryCodes(Account account) {
        List<String> codes = RecoveryCodes.fresh(random);
        store.replaceRecoveryCodes(account.id(), RecoveryCodes.hashes(codes));
        return codes;
    }

    void removeApp(Account account) {
        store.deleteApp(account.id());
        LOG.info("app removed: workspace={} user={}", account.workspace(), account.username());
    }
}
