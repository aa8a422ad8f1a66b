package io.grantway.supply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is known of a server's grants beside how its tokens are got.
///
/// @param metadata paths (`a.b`) of what is wanted of its answers
/// @param refreshExpiresIn path of the seconds that a refresh token lives
/// @param idle how long a refresh token lives unused
/// @param grace in which one that was replaced still counts; the usual one where nobody knows
public record GrantTerms(
        List<String> metadata,
        Optional<String> refreshExpiresIn,
        Optional<Duration> idle,
        Optional<Duration> grace) {
    /// Where nothing is known.
    public static final GrantTerms NONE =
            new GrantTerms(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public GrantTerms {
        metadata = List.copyOf(metadata);
    }
}
