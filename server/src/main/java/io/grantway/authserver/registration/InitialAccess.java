package io.grantway.authserver.registration;

import io.grantway.authserver.InitialAccessToken;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.RegistrationConfig;
import io.grantway.authserver.Terms;
import io.grantway.authserver.registration.RegistrationRefusal.Reason;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Who may register a client at a server (RFC 7591 §3).
final class InitialAccess {
    private final Terms terms;
    private final RegistrationConfig config;
    private final InitialAccessTokenStore store;
    private final InstantSource clock;
    private final AddressLimit limit;

    InitialAccess(
            Terms terms,
            RegistrationConfig config,
            InitialAccessTokenStore store,
            InstantSource clock) {
        this.terms = terms;
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.limit = new AddressLimit(config.perAddress(), clock);
    }

    /// A right to register one client, which is used up when one is.
    @FunctionalInterface
    interface Permit {
        /// @throws RegistrationRefusal where somebody else has used it up meanwhile
        void use();
    }

    /// @param bearer the token that came
    /// @param address of the sender
    Permit permit(Optional<String> bearer, String address) {
        if (config.mode() == RegistrationConfig.Mode.OPEN) {
            if (bearer.isEmpty() && !limit.admits(address)) {
                throw new RegistrationRefusal(
                        Reason.TEMPORARILY_UNAVAILABLE,
                        "too many clients were registered from this address; try again later");
            }
            if (bearer.isEmpty()) {
                return () -> {};
            }
        }
        String token =
                bearer.orElseThrow(() ->
                        new RegistrationRefusal(
                                Reason.INVALID_TOKEN, "registering needs an initial access token"));
        return isConfigured(token) ? () -> {} : made(token);
    }

    /// Every one is compared, in constant time each.
    private boolean isConfigured(String token) {
        Instant now = clock.instant();
        boolean found = false;
        for (RegistrationConfig.InitialAccessTokenConfig each : config.initialAccessTokens()) {
            Instant expiry = each.expiresAt();
            found |= each.token().matches(token) && (expiry == null || now.isBefore(expiry));
        }
        return found;
    }

    private Permit made(String token) {
        InitialAccessToken found =
                store.find(TokenHash.of(token))
                        .filter(each -> each.workspace().equals(terms.place().workspace()))
                        .filter(each -> each.server().equals(terms.place().name()))
                        .filter(each -> each.inForce(clock.instant()))
                        .orElseThrow(InitialAccess::unknown);
        return () -> {
            if (!store.use(found.id())) {
                throw unknown();
            }
        };
    }

    private static RegistrationRefusal unknown() {
        return new RegistrationRefusal(
                Reason.INVALID_TOKEN, "the initial access token is unknown, expired or used up");
    }
}
