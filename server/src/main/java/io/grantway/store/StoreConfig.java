package io.grantway.store;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// Where the server keeps what is made while it runs.
public record StoreConfig(
        @Key(
                        "A PostgreSQL database that several nodes share; where absent, a file of"
                                + " this node in its data directory.")
                @Nullable PostgresqlConfig postgresql,
        @Key(
                        value =
                                "The key that what is secret in the store is encrypted by: 32"
                                        + " random bytes in base64, or the text of a `store.key`."
                                        + " Where absent, of the environment's GRANTWAY_STORE_KEY,"
                                        + " else of the file `store.key` of the data directory."
                                        + " All nodes of a database need the same.",
                        example = "${env:STORE_KEY}")
                @Nullable Secret key) {
    /// A file in the data directory.
    public static final StoreConfig EMBEDDED = new StoreConfig(null, null);
}
