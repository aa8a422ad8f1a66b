package io.grantway.authserver;

import io.grantway.authserver.TokenStore.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rule by which a store places a token among those that are like it.
public final class Placing {
    private Placing() {}

    /// @param alike every stored token with the id, the access token or the refresh token of the
    ///   new one, dead or alive
    /// @param old the one to be replaced; empty for a new token
    public static Outcome outcome(
            List<IssuedToken> alike, Optional<IssuedToken> old, IssuedToken token, Instant now) {
        if (old.isPresent() && !alike.contains(old.get())) {
            return Outcome.GONE;
        }
        for (IssuedToken each : alike) {
            if (each.deadAt().isAfter(now) && !old.equals(Optional.of(each))) {
                return clash(each, token);
            }
        }
        return Outcome.DONE;
    }

    private static Outcome clash(IssuedToken there, IssuedToken token) {
        if (there.access().id().equals(token.access().id())) {
            return Outcome.ID_TAKEN;
        }
        return there.accessHash().equals(token.accessHash())
                ? Outcome.ACCESS_TOKEN_TAKEN
                : Outcome.REFRESH_TOKEN_TAKEN;
    }
}
