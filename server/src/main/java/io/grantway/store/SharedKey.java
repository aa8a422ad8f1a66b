package io.grantway.store;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.seal.Seal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/// That all nodes of a database encrypt by one key: a word that the first of them sealed, and that
/// every other must be able to read before it writes anything.
///
/// @param directory of this node's own key file
record SharedKey(ServerSettings settings, Seal seal, Path directory) {
    private static final String NAME = "canary";
    private static final byte[] WORD = "grantway".getBytes(StandardCharsets.US_ASCII);

    /// @throws StoreUnavailable where this node's key is another one
    void require() {
        Optional<byte[]> kept = settings.find(NAME);
        if (kept.isPresent() && !seal.hasKey()) {
            // Not to make one, which would be another.
            throw refused("this node has no key for what the database keeps", Optional.empty());
        }
        byte[] sealed =
                kept.isPresent()
                        ? kept.get()
                        : settings.findOrMake(NAME, () -> seal.seal(WORD, row()));
        try {
            if (MessageDigest.isEqual(seal.open(sealed, row()), WORD)) {
                return;
            }
        } catch (StoreUnavailable e) {
            throw refused(
                    "this node's key is not the one that the database was encrypted by",
                    Optional.of(e));
        }
        throw refused("this node's key gives another word than was kept", Optional.empty());
    }

    private StoreUnavailable refused(String why, Optional<StoreUnavailable> cause) {
        String text =
                why
                        + ": give all nodes the same, in server.store.key or GRANTWAY_STORE_KEY, or"
                        + " copy the file store.key of a node that runs to "
                        + directory.resolve("store.key");
        return cause.isPresent()
                ? new StoreUnavailable(text, cause.get())
                : new StoreUnavailable(text);
    }

    private static String row() {
        return "setting " + NAME;
    }
}
