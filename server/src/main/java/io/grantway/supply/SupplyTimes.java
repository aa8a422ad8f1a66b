package io.grantway.supply;

import java.time.Duration;

/// How long things take and wait.
///
/// @param lease how long one node alone may renew a token without saying that it still does; less
///   than the grace of servers that rotate refresh tokens, so that another can still ask again for
///   what a node that died was given
/// @param look how often others look whether it is there
/// @param patience how long a caller waits for a token
/// @param forced between two renewals of one token because an API refused it
/// @param retry after a first failure that may pass; doubled with each
/// @param longestRetry what that comes to at most
/// @param probe between requests of a definition that its server refuses
/// @param grace how long a refresh token that was replaced may still be tried
public record SupplyTimes(
        Duration lease,
        Duration look,
        Duration patience,
        Duration forced,
        Duration retry,
        Duration longestRetry,
        Duration probe,
        Duration grace) {
    public static final SupplyTimes USUAL =
            new SupplyTimes(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10));
}
