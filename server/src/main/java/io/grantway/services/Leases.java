package io.grantway.services;

import java.time.Instant;
import java.util.Optional;

/// Who may do something alone, for how long; the same for every node of the store.
public interface Leases {
    /// Takes a lease, where nobody holds it any more.
    ///
    /// @param holder of this one taking, drawn at random
    /// @return its number, larger than of every taking before; empty where somebody holds it
    Optional<Long> take(String name, String holder, Instant now, Instant until);

    /// Lengthens a lease that is still this holder's.
    ///
    /// @return false where it no longer is
    boolean lengthen(String name, String holder, Instant now, Instant until);

    /// Gives a lease back, where it is still this holder's.
    void release(String name, String holder);
}
