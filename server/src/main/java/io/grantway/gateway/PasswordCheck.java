package io.grantway.gateway;

import io.grantway.config.Secret;
import java.util.Optional;

/// Decides whether a presented password is the stored one: clear text or a PHC string.
public interface PasswordCheck {
    /// What can be said at once, without work; empty where [#matches] must be asked.
    Optional<Boolean> known(Secret stored, String presented);

    /// Whether it fits. May block; called on a virtual thread.
    ///
    /// @throws Busy when too many others are being checked
    boolean matches(Secret stored, String presented);

    /// Too many passwords are being checked at once.
    final class Busy extends RuntimeException {
        public Busy() {
            super("too many passwords are being checked at once", null, false, false);
        }
    }
}
