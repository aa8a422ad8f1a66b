package io.grantway.authserver.login;

import io.grantway.authserver.LoginConfig.SecondFactor;
import java.time.Instant;

/// What a page asks of a login.
///
/// @param second who needs a second factor
/// @param since when the user must have logged in at the earliest
record Demand(SecondFactor second, Instant since) {
    /// Any session will do, however old.
    static Demand of(SecondFactor second) {
        return new Demand(second, Instant.EPOCH);
    }
}
