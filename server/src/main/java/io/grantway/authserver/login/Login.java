package io.grantway.authserver.login;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An attempt to log in by name and password. What it comes to never says which of the two was
/// wrong.
public final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final Users users;
    private final LoginThrottle throttle;

    public Login(Users users, LoginThrottle throttle) {
        this.users = users;
        this.throttle = throttle;
    }

    sealed interface Outcome {
        record LoggedIn(Account account) implements Outcome {}

        record Wrong() implements Outcome {}

        /// Too many failures: not even looked at.
        record MustWait(Duration remaining) implements Outcome {}
    }

    /// @throws PasswordCheck.Busy when too many are being checked already
    Outcome attempt(Attempt attempt, String password, String requestId) {
        return attempt(attempt, password, requestId, _ -> true);
    }

    /// Where the password is right and yet not enough, that is a failure like any other: to forget
    /// the failures before it would tell that it is right.
    ///
    /// @param enough whether the password alone is, for a user
    /// @throws PasswordCheck.Busy when too many are being checked already
    Outcome attempt(Attempt attempt, String password, String requestId, Predicate<Account> enough) {
        Optional<Duration> wait = throttle.admit(attempt);
        if (wait.isPresent()) {
            LOG.info(
                    "login throttled: workspace={} address={} request={}",
                    attempt.workspace(),
                    attempt.address(),
                    requestId);
            return new Outcome.MustWait(wait.get());
        }
        Optional<Account> known = verify(attempt, password);
        Optional<Account> account = known.filter(enough);
        // The name typed is not logged: people type their password there by mistake.
        LOG.info(
                "login {}: workspace={} user={} address={} request={}",
                outcome(known, account),
                attempt.workspace(),
                known.map(Account::username).orElse("-"),
                attempt.address(),
                requestId);
        if (account.isEmpty()) {
            return new Outcome.Wrong();
        }
        throttle.succeeded(attempt);
        return new Outcome.LoggedIn(account.get());
    }

    private static String outcome(Optional<Account> known, Optional<Account> account) {
        if (account.isPresent()) {
            return "succeeded";
        }
        return known.isPresent() ? "refused for want of a second factor" : "refused";
    }

    private Optional<Account> verify(Attempt attempt, String password) {
        try {
            return users.authenticate(attempt.workspace(), attempt.username(), password);
        } catch (PasswordCheck.Busy | StoreUnavailable e) {
            throttle.takeBack(attempt);
            throw e;
        }
    }
}
