package io.grantway.store;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.seal.Seal;
import io.grantway.store.sql.SqlSealed;
import io.grantway.store.sql.SqlSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// That a database is opened by the key it was encrypted by: a word that was sealed once, and that
/// every start must be able to read before it writes anything.
///
/// @param directory of this node's own key file
/// @param shared whether all nodes of the database need the same key
record KeyWord(
        ServerSettings settings, SqlSealed sealed, Seal seal, Path directory, boolean shared) {
    private static final String NAME = "canary";
    private static final String OTHER =
            "this node's key is not the one that the database was encrypted by";
    private static final byte[] WORD = "grantway".getBytes(StandardCharsets.US_ASCII);

    /// @throws StoreUnavailable where this node's key is another one, or missing
    void require() {
        Optional<byte[]> kept = settings.find(NAME);
        if (kept.isPresent()) {
            requireKey();
            requireWord(kept.get());
        } else if (shared || isUsed()) {
            requireWord(settings.findOrMake(NAME, () -> seal.seal(WORD, row())));
        }
    }

    /// Whether the key has sealed something already. A file of one node that has no secrets needs
    /// no key, and its start need not make one.
    private boolean isUsed() {
        List<byte[]> samples = sealed.samples();
        if (samples.isEmpty()) {
            return false;
        }
        requireKey();
        // Not opened: a row that somebody put into another's place is found where it is used.
        if (samples.stream().noneMatch(seal::fits)) {
            throw refused(OTHER, Optional.empty());
        }
        return true;
    }

    /// Not to make one, which would be another.
    private void requireKey() {
        if (!seal.hasKey()) {
            throw refused("this node has no key for what the database keeps", Optional.empty());
        }
    }

    private void requireWord(byte[] kept) {
        if (!MessageDigest.isEqual(opened(kept, row()), WORD)) {
            throw refused("this node's key gives another word than was kept", Optional.empty());
        }
    }

    private byte[] opened(byte[] kept, String row) {
        try {
            return seal.open(kept, row);
        } catch (StoreUnavailable e) {
            throw refused(OTHER, Optional.of(e));
        }
    }

    private StoreUnavailable refused(String why, Optional<StoreUnavailable> cause) {
        String text = why + ": " + (shared ? sharedHint() : ownHint());
        return cause.isPresent()
                ? new StoreUnavailable(text, cause.get())
                : new StoreUnavailable(text);
    }

    private String sharedHint() {
        return "give all nodes the same, in server.store.key or GRANTWAY_STORE_KEY, or copy the"
                + " file store.key of a node that runs to "
                + directory.resolve("store.key");
    }

    private String ownHint() {
        return "put the file back that belongs to the database as "
                + directory.resolve("store.key")
                + ", or give the key that was used in server.store.key or GRANTWAY_STORE_KEY (one"
                + " that was replaced in server.store.formerKeys)";
    }

    private static String row() {
        return SqlSettings.sealedRow(NAME);
    }
}
