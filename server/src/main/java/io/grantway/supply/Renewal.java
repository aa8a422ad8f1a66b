package io.grantway.supply;

/// Gets the next token of one place in the cache.
@FunctionalInterface
interface Renewal {
    /// Blocks; called by one thread at a time.
    ///
    /// @param above a generation that is not wanted any more; 0 for none
    /// @param mayAsk whether the server may be asked, or only others who may have a token already
    /// @throws TokenUnavailable where there is none
    Held renew(long above, boolean mayAsk);
}
