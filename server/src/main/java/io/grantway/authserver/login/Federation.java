package io.grantway.authserver.login;

import io.grantway.authserver.identity.IdentityProvider;
import java.util.List;
import java.util.Optional;

/// What logins by providers are made by at one server.
///
/// @param providers in the order of their buttons
/// @param throttle counts answers that cannot be believed, by address
public record Federation(
        List<IdentityProvider> providers,
        LinkedUsers users,
        Departures departures,
        LoginNotes notes,
        LoginThrottle throttle) {
    public Federation {
        providers = List.copyOf(providers);
    }

    /// The same for another server.
    public Federation by(List<IdentityProvider> others) {
        return new Federation(others, users, departures, notes, throttle);
    }

    Optional<IdentityProvider> provider(String name) {
        return providers.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
