package io.grantway.vault;

import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is to be done for accounts at a time, whoever uses them or not: found by index, taken by
/// one node each.
public interface AccountDeadlines {
    /// For what never comes, as far as stores count.
    Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /// People are told so long before a grant ends.
    Duration WARNING = Duration.ofDays(7);

    /// An account whose refresh token is to be used.
    ///
    /// @param lapses when it is of no use any more
    record Due(TokenHash id, AccountKey key, Instant due, Instant lapses) {}

    /// An account whose grant ends soon.
    record Ending(TokenHash id, AccountKey key, Instant ends, Instant warn) {}

    /// The longest due first.
    List<Due> due(Instant now, int limit);

    /// Takes one, until another time.
    ///
    /// @return whether nobody else has taken it
    boolean take(Due due, Instant next);

    /// The longest due first.
    List<Ending> ending(Instant now, int limit);

    /// Marks that it is told.
    ///
    /// @return whether nobody else has told it
    boolean told(Ending ending);

    /// When a refresh token is used that nobody has used: after four fifths of its life, or a
    /// little before, so that grants begun together do not end at once.
    static Instant due(TokenHash id, Instant obtained, Instant lapses) {
        if (!lapses.isBefore(NEVER)) {
            return NEVER;
        }
        long life = Duration.between(obtained, lapses).toMillis();
        long apart = life / 20 * (id.b() & 0xff) / 256;
        return obtained.plusMillis(life / 5 * 4 - apart);
    }

    /// When people are told that a grant ends; later than it would be used to stay alive, where it
    /// ends soon anyway: using it may move its end.
    static Instant warn(Instant from, Instant ends) {
        Duration tenth = Duration.between(from, ends).dividedBy(10);
        return ends.minus(tenth.compareTo(WARNING) < 0 ? tenth : WARNING);
    }
}
