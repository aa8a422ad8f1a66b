package io.grantway.authserver.login;

import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.UserPrompt;
import java.time.Instant;

/// What a page asks of a login.
///
/// @param second who needs a second factor
/// @param since when the user must have logged in at the earliest
/// @param prompt what an application asks, which is passed on to providers
record Demand(SecondFactor second, Instant since, UserPrompt prompt) {
    Demand(SecondFactor second, Instant since) {
        this(second, since, UserPrompt.USUAL);
    }

    /// Any session will do, however old.
    static Demand of(SecondFactor second) {
        return of(second, UserPrompt.USUAL);
    }

    static Demand of(SecondFactor second, UserPrompt prompt) {
        return new Demand(second, Instant.EPOCH, prompt);
    }
}
