package io.grantway.supply;

import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One token request, as it is told to operators; nothing in it is secret.
///
/// @param failure empty where a token came
/// @param status of the answer; 0 where there was none
/// @param text what happened
/// @param fingerprint of the token that came
public record Attempt(
        Instant at,
        Duration took,
        Optional<Reason> failure,
        int status,
        String text,
        Optional<String> fingerprint) {}
