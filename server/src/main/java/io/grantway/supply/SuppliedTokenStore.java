package io.grantway.supply;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Where the tokens of definitions are kept.
public interface SuppliedTokenStore extends TokenRows {
    /// All rows that are still of use.
    List<Place> places(Instant now);

    void delete(Collection<TokenHash> ids);
}
