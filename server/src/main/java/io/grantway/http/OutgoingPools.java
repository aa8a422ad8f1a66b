package io.grantway.http;

import io.grantway.http.outgoing.Authorities;
import io.grantway.http.outgoing.KeptPools;
import java.util.function.Supplier;

/// Makes clients that keep connections of their own to one API each. Loads no library before the
/// first request of one of them.
public interface OutgoingPools extends AutoCloseable {
    /// @param rule in force, for addresses that an answer named
    /// @param authorities who may have signed the certificates of other hosts, beside whom a pool
    ///   names itself
    static OutgoingPools create(
            Supplier<OutgoingRule> rule, NameResolver names, Authorities authorities) {
        return new KeptPools(rule, names, authorities);
    }

    OutgoingPool open(PoolSettings settings);

    /// Ends whatever is under way in any of them.
    @Override
    void close();
}
