package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;

/// Where connect sessions are kept until they end, so that any node can go on with one. Of its link
/// only the hash is kept; the rest is sealed.
///
/// Every method throws an unchecked exception when the store cannot be reached; nothing is done
/// then.
public interface ConnectSessionStore {
    /// How many sessions of one app may be open at once: whoever has its key could otherwise fill
    /// the store.
    int MOST_OF_AN_APP = 10_000;

    /// What is kept.
    ///
    /// @param id of the session, which its addresses show
    /// @param link hash of the token in its link
    /// @param app workspace and name
    /// @param version grows with each change
    /// @param body all else
    record Row(String id, TokenHash link, String app, long version, Secret body, Instant expires) {}

    /// Keeps a new one.
    ///
    /// @return whether the app may have one more
    boolean add(Row row, Instant now);

    Optional<Row> find(String id);

    Optional<Row> linked(TokenHash link);

    /// Puts a new body in the place of the one before.
    ///
    /// @param row with the version that it comes after
    /// @return whether that was the version; else nothing was done
    boolean replace(Row row);
}
