package io.grantway.store.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encrypts what the store keeps of secrets that must be read again, by a key that is not in the
/// database: a copy of the database alone, such as a backup, says nothing.
///
/// The key is given, or in a file of its own. The file is made when the first thing is sealed and
/// read when the first is opened.
public final class Seal {
    private final KeyFile file;
    private final boolean given;
    private @Nullable Aead aead;

    /// @param directory where the key file lies
    public Seal(Path directory) {
        this(directory, Optional.empty());
    }

    /// @param given instead of the key file
    /// @throws IllegalArgumentException where it is no key
    public Seal(Path directory, Optional<Secret> given) {
        this.file = new KeyFile(directory.resolve("store.key"));
        this.given = given.isPresent();
        this.aead = given.map(Seal::aead).orElse(null);
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
                    key()
                            + " does not fit the database (at "
                            + row
                            + "): put the key "
                            + (given ? "" : "file ")
                            + "back that belongs to it",
                    e);
        }
    }

    /// Whether there is a key, without making one.
    public boolean hasKey() {
        return given || Files.exists(file.path());
    }

    private synchronized Aead aead(boolean make) {
        Aead known = aead;
        if (known == null) {
            known = file.read(make);
            aead = known;
        }
        return known;
    }

    private static Aead aead(Secret given) {
        try {
            AeadConfig.register();
            return GivenKey.read(given).getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable("the key given for the store cannot be used", e);
        }
    }

    private String key() {
        return given ? "the key given for the store" : file.toString();
    }

    @Override
    public String toString() {
        return "Seal[" + key() + "]";
    }
}
