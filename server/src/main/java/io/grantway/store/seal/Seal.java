package io.grantway.store.seal;

import com.google.crypto.tink.Aead;
import io.grantway.authserver.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/// Encrypts what the store keeps of secrets that must be read again, by a key in a file of its own:
/// a copy of the database alone, such as a backup, says nothing.
///
/// The file is made when the first thing is sealed and read when the first is opened.
public final class Seal {
    private final KeyFile file;
    private @Nullable Aead aead;

    /// @param directory where the key file lies
    public Seal(Path directory) {
        file = new KeyFile(directory.resolve("store.key"));
    }

    /// Encrypts.
    ///
    /// @param row what is stored there, so that nobody can put one row's secret into another
    public byte[] seal(byte[] plain, String row) {
        try {
            return aead(true).encrypt(plain, row.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a new text can always be encrypted", e);
        }
    }

    /// Decrypts.
    ///
    /// @throws StoreUnavailable when the key file is missing, or is another than the one it was
    ///   sealed by
    public byte[] open(byte[] sealed, String row) {
        try {
            return aead(false).decrypt(sealed, row.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable(
                    file
                            + " does not fit the database (at "
                            + row
                            + "): put the key file back that belongs to it",
                    e);
        }
    }

    private synchronized Aead aead(boolean make) {
        Aead known = aead;
        if (known == null) {
            known = file.read(make);
            aead = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Seal[" + file + "]";
    }
}
