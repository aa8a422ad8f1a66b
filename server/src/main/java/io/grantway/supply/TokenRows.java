package io.grantway.supply;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;

/// Rows of tokens that outlive this process and that several nodes share. What makes two nodes
/// agree is the generation: a save that expects another one changes nothing. A lease only spares
/// the others the work.
///
/// Every method throws an unchecked exception when the store cannot be reached; nothing is done
/// then.
public interface TokenRows {
    /// A row's identity.
    ///
    /// @param id what the token is kept by
    /// @param config of the definition alone, whatever endpoint was found out for it
    record Place(TokenHash id, TokenHash config, DefinitionName name) {}

    /// What is kept.
    ///
    /// @param generation 0 before the first token
    /// @param unfinished somebody began a token request and has not told how it ended
    record Row(long generation, Optional<KeptToken> token, boolean unfinished) {
        static final Row NONE = new Row(0, Optional.empty(), false);
    }

    Optional<Row> find(TokenHash id);

    /// Lets one alone renew for a while, and marks that it has begun. Makes the row where there is
    /// none, unless rows are made elsewhere.
    ///
    /// @param generation that the row must have
    /// @param owner nobody else's name
    /// @return whether it was free
    boolean lease(Place place, long generation, String owner, Instant now, Instant until);

    /// Goes on with a lease.
    ///
    /// @return whether it is still the owner's
    boolean extend(TokenHash id, String owner, Instant until);

    /// Puts a new token in the place of the one before, and ends the lease, whoever has it.
    ///
    /// @param expected the generation that it comes after
    /// @param expires when the row is of no more use
    /// @return whether that was the generation; else nothing was done
    boolean save(
            Place place,
            long expected,
            long generation,
            KeptToken token,
            Instant now,
            Instant expires);

    /// Ends a lease.
    ///
    /// @param ended the server answered, so that nothing has changed there unseen
    void release(TokenHash id, String owner, boolean ended);
}
