package io.grantway.outbound;

import java.time.Instant;

/// A call through a connection that has ended, without a word of what was in it.
///
/// @param path with its places, not with what was put there
/// @param status 0 where there was no answer
/// @param tries requests that were sent
/// @param token digits by which tokens are told apart; empty where none was used
/// @param outcome `answered`, or why not
public record PastCall(
        Instant at,
        String method,
        String path,
        int status,
        long millis,
        int tries,
        String token,
        String requestId,
        String outcome) {}
