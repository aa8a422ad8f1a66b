package io.grantway.authserver.login;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.AuthenticationLevel;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.SubjectSource;
import io.grantway.authserver.TokenRequest;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The users whose password a client sends (RFC 6749 §4.3). Guessing costs as much as at the login
/// page, and counts there too: else this would be the way around it.
///
/// @param second who needs more than a password, and so gets nothing here
public record UsersByPassword(Users users, LoginMeans means, SecondFactor second)
        implements SubjectSource {
    /// Looked for where there is no user, so that it takes as long.
    private static final UUID NOBODY = new UUID(0, 0);

    @Override
    public Proof endUser(TokenRequest request) {
        OAuthParameters parameters = request.parameters();
        Optional<String> username = parameters.text("username").map(String::strip);
        Optional<String> password = parameters.text("password");
        if (username.isEmpty() || password.isEmpty()) {
            throw new OAuthRefusal(Refusal.PASSWORD_MISSING);
        }
        Attempt attempt =
                new Attempt(
                        request.terms().place().workspace(),
                        username.get(),
                        request.sender().address());
        boolean enough = passwordIsEnough(attempt);
        return switch (attempt(attempt, password.get(), request.sender().request(), enough)) {
            case Login.Outcome.LoggedIn(var account) -> new Proof(account.username(), claims());
            case Login.Outcome.Wrong _ -> throw wrong(enough);
            case Login.Outcome.MustWait(var wait) -> throw mustWait(wait);
        };
    }

    private Login.Outcome attempt(
            Attempt attempt, String password, String request, boolean enough) {
        try {
            return means.passwords().attempt(attempt, password, request, _ -> enough);
        } catch (PasswordCheck.Busy e) {
            throw new OAuthRefusal(Refusal.TOO_MANY_ATTEMPTS)
                    .because("too many passwords are being checked at once");
        }
    }

    /// Asked before the password is, whether or not it is right: else the time would tell.
    private boolean passwordIsEnough(Attempt attempt) {
        UUID user =
                users.find(attempt.workspace(), attempt.username()).map(Account::id).orElse(NOBODY);
        boolean hasApp = means.factors().hasApp(user);
        return switch (second) {
            case OFF -> true;
            case OPTIONAL -> !hasApp;
            case REQUIRED -> false;
        };
    }

    private TokenClaims claims() {
        return new Authentication(
                        means.clock().instant(),
                        Optional.of(AuthenticationLevel.ONE_FACTOR.wireName()),
                        List.of("pwd"),
                        Optional.empty())
                .claims(TokenClaims.NONE);
    }

    private static OAuthRefusal wrong(boolean enough) {
        return new OAuthRefusal(Refusal.PASSWORD_WRONG)
                .because(
                        enough
                                ? "the user's name or password is wrong"
                                : "right or wrong, the password alone is not enough: the user has"
                                        + " a second factor, or login.secondFactor is required");
    }

    private static OAuthRefusal mustWait(Duration wait) {
        String seconds = Long.toString(Page.Alert.seconds(wait));
        return new OAuthRefusal(
                Refusal.PASSWORDS_THROTTLED,
                seconds,
                "too many failed logins for this user or from this address; "
                        + seconds
                        + " seconds are left");
    }

    @Override
    public Optional<String> standingInFor(TokenRequest request) {
        return Optional.empty();
    }
}
