package io.grantway.boot.calls;

import io.grantway.http.Problem;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountUnavailable;
import java.time.Duration;

/// What callers are told where a call cannot be made with an account.
final class CallProblems {
    private CallProblems() {}

    static Problem noProvider(String provider) {
        return Problem.of(
                404,
                "provider_missing",
                "there is no provider \""
                        + provider
                        + "\" that this app may use: see vault.apps and providers");
    }

    static Problem noAccount(AccountKey key) {
        return Problem.of(
                404,
                "account_missing",
                "this user has no account at "
                        + key.provider()
                        + " yet: make a session by POST /vault/v1/sessions, and send the user to"
                        + " its address");
    }

    static Problem foreignHost(String header) {
        return Problem.of(
                403,
                "host_not_allowed",
                header
                        + " names a host that is none of this provider's: only those in its data"
                        + " are ever called");
    }

    static Problem noAddress(String why) {
        return Problem.of(
                409,
                "account_address",
                "the address of this account's API is not known: "
                        + why
                        + "; connect the account again");
    }

    static Problem wait(Duration left) {
        return Problem.of(
                        429,
                        "provider_pause",
                        "the provider asked for a pause, which is not over: nothing was sent")
                .with("Retry-After", seconds(left));
    }

    static Problem of(AccountKey key, AccountUnavailable unavailable) {
        String text = String.valueOf(unavailable.getMessage());
        return switch (unavailable.reason()) {
            case RECONNECT, REFUSED ->
                    Problem.of(
                                    409,
                                    "account_reconnect",
                                    "the account at "
                                            + key.provider()
                                            + " must be connected again by its user: make a session"
                                            + " by POST /vault/v1/sessions, and send the user to"
                                            + " its address")
                            .because(text);
            case PROVIDER_SETTINGS ->
                    Problem.of(
                                    502,
                                    "provider_settings",
                                    "the provider "
                                            + key.provider()
                                            + " refuses this server's client: its operator must"
                                            + " look at the provider's settings")
                            .because(text);
            case LATER ->
                    Problem.of(
                                    503,
                                    "account_unavailable",
                                    "no token of the account at "
                                            + key.provider()
                                            + " can be had now; try again later")
                            .because(text)
                            .with(
                                    "Retry-After",
                                    seconds(
                                            unavailable
                                                    .retryAfter()
                                                    .orElse(Duration.ofSeconds(1))));
        };
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
