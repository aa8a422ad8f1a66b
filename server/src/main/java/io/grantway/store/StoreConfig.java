package io.grantway.store;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.store.seal.Pkcs11Config;
import java.util.List;
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
                @Nullable Secret key,
        @Key(
                        "Keys that `key` has come in the place of, as they were given (or the text"
                                + " of the `store.key` that was used before): they open what `key`"
                                + " does not. `grantway keys rotate --wrapping` moves everything"
                                + " over; then they can go.")
                List<Secret> formerKeys,
        @Key(
                        "Keeps the key in a PKCS#11 token instead, which encrypts and decrypts"
                                + " itself. Every start needs the token; while it is away, what is"
                                + " secret in the store cannot be read.")
                @Nullable Pkcs11Config pkcs11) {
    /// A file in the data directory.
    public static final StoreConfig EMBEDDED = new StoreConfig(null, null);

    public StoreConfig {
        formerKeys = List.copyOf(formerKeys);
        if (key != null && pkcs11 != null) {
            throw new IllegalArgumentException(
                    "key and pkcs11: give one of them; a key that was used before belongs to"
                            + " formerKeys");
        }
    }

    /// Without former keys or a token.
    public StoreConfig(@Nullable PostgresqlConfig postgresql, @Nullable Secret key) {
        this(postgresql, key, List.of(), null);
    }

    /// The same, with this key.
    public StoreConfig withKey(Secret given) {
        return new StoreConfig(postgresql, given, formerKeys, pkcs11);
    }
}
