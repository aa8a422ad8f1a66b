package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.oauth1.ThreeLegged.Temporary;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A flow that was begun and has not ended: the last of its session.
///
/// @param state hash of what its callback must bring (RFC 6749 §10.12)
/// @param redeeming when what the provider gave was taken to be redeemed, which is done once
/// @param variables known so far
/// @param verifier for the challenge that was sent (RFC 7636)
/// @param temporary of OAuth 1.0a
record Attempt(
        TokenHash state,
        String provider,
        Instant began,
        Optional<Instant> redeeming,
        Map<String, String> variables,
        Optional<Secret> verifier,
        Optional<Temporary> temporary,
        Optional<Device> device) {
    /// RFC 8628 §3.2
    ///
    /// @param complete the address with the code in it
    /// @param next when the provider may be asked again
    record Device(
            Secret code,
            String userCode,
            String address,
            Optional<String> complete,
            Duration interval,
            Instant next,
            Instant ends) {
        Device asking(Duration every, Instant at) {
            return new Device(code, userCode, address, complete, every, at, ends);
        }

        @Override
        public String toString() {
            return "Device";
        }
    }

    Attempt {
        variables = Map.copyOf(variables);
    }

    /// One that waits for its callback.
    static Attempt of(
            TokenHash state, String provider, Instant began, Map<String, String> variables) {
        return new Attempt(
                state,
                provider,
                began,
                Optional.empty(),
                variables,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Attempt proving(Secret codeVerifier) {
        return new Attempt(
                state,
                provider,
                began,
                redeeming,
                variables,
                Optional.of(codeVerifier),
                temporary,
                device);
    }

    Attempt with(Temporary credentials) {
        return new Attempt(
                state,
                provider,
                began,
                redeeming,
                variables,
                verifier,
                Optional.of(credentials),
                device);
    }

    Attempt with(Device other) {
        return new Attempt(
                state,
                provider,
                began,
                redeeming,
                variables,
                verifier,
                temporary,
                Optional.of(other));
    }

    Attempt redeemingAt(Instant now) {
        return new Attempt(
                state, provider, began, Optional.of(now), variables, verifier, temporary, device);
    }

    /// Without what it holds of secrets.
    @Override
    public String toString() {
        return "Attempt[" + provider + "]";
    }
}
