package io.grantway.store.seal;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Encrypts what the store keeps of secrets that must be read again, by a key that is not in the
/// database: a copy of the database alone, such as a backup, says nothing.
///
/// The key is given, or in a file of its own. The file is made when the first thing is sealed and
/// read when the first is opened.
public final class Seal {
    /// Where the key is.
    public enum Kind {
        /// In the file `store.key` of the data directory.
        FILE,
        /// In the configuration or the environment.
        GIVEN,
        /// In a token, which it never leaves.
        PKCS11;

        /// In lower case, as it is shown.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final KeyFile file;
    private final Kind kind;
    private @Nullable SealKeys keys;

    /// @param directory where the key file lies
    public Seal(Path directory) {
        this(directory, Optional.empty(), List.of(), Optional.empty());
    }

    /// @param given instead of the key file
    /// @param former keys that open what the other does not
    /// @param token where the key is instead
    /// @throws IllegalArgumentException where one is no key
    /// @throws StoreUnavailable where the token cannot be used
    public Seal(
            Path directory,
            Optional<Secret> given,
            List<Secret> former,
            Optional<Pkcs11Config> token) {
        this.file = new KeyFile(directory.resolve("store.key"));
        if (token.isPresent()) {
            this.kind = Kind.PKCS11;
            this.keys = opening(Pkcs11Key.all(token.get()), former);
        } else {
            this.kind = given.isPresent() ? Kind.GIVEN : Kind.FILE;
            this.keys = given.map(key -> opening(given(key), former)).orElse(null);
        }
    }

    private static SealKeys given(Secret key) {
        return SealKeys.of(GivenKey.read(key, "server.store.key (or GRANTWAY_STORE_KEY)"));
    }

    private static SealKeys opening(SealKeys primary, List<Secret> former) {
        SealKeys all = primary;
        for (Secret each : former) {
            all = all.opening(SealKeys.of(GivenKey.read(each, "each of server.store.formerKeys")));
        }
        return all;
    }

    /// Encrypts.
    ///
    /// @param row what is stored there, so that nobody can put one row's secret into another
    public byte[] seal(byte[] plain, String row) {
        try {
            return keys(true).seal(plain, row.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable(key() + " could not encrypt (" + e + ")", e);
        }
    }

    /// Decrypts.
    ///
    /// @throws StoreUnavailable when the key file is missing, or is another than the one it was
    ///   sealed by
    public byte[] open(byte[] sealed, String row) {
        try {
            return keys(false).open(sealed, row.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable(
                    key()
                            + " does not fit the database (at "
                            + row
                            + "): put the key "
                            + (kind == Kind.FILE ? "file " : "")
                            + "back that belongs to it",
                    e);
        }
    }

    /// Whether there is a key, without making one.
    public boolean hasKey() {
        return kind != Kind.FILE || Files.exists(file.path());
    }

    public Kind kind() {
        return kind;
    }

    /// Whether something is sealed by a key that no longer seals.
    public boolean isFormer(byte[] sealed) {
        OptionalInt number = KeyNumber.of(sealed);
        return number.isPresent() && former().contains(number.getAsInt());
    }

    /// Whether something was sealed by one of the keys, as the number before it says.
    public boolean fits(byte[] sealed) {
        OptionalInt number = KeyNumber.of(sealed);
        return number.isPresent() && keys(false).all().containsKey(number.getAsInt());
    }

    /// The numbers of the keys that no longer seal.
    public List<Integer> former() {
        return hasKey() ? keys(false).former() : List.of();
    }

    /// Puts a new key into the key file, which seals from now on; the one before still opens. Does
    /// nothing where there are two already.
    ///
    /// @throws IllegalStateException where the key is not in that file
    public synchronized void rotate() {
        requireFile();
        if (keys(true).former().isEmpty()) {
            keys = SealKeys.of(file.write(file.read().rotated()));
        }
    }

    /// Takes the keys that no longer seal out of the key file: what they sealed is lost.
    ///
    /// @throws IllegalStateException where the key is not in that file
    public synchronized void dropFormer() {
        requireFile();
        keys = SealKeys.of(file.write(file.read().withoutFormer()));
    }

    private void requireFile() {
        if (kind != Kind.FILE) {
            throw new IllegalStateException("the key is not in " + file);
        }
    }

    private synchronized SealKeys keys(boolean make) {
        SealKeys known = keys;
        if (known == null) {
            known = SealKeys.of(make ? file.readOrMake() : file.read());
            keys = known;
        }
        return known;
    }

    private String key() {
        return switch (kind) {
            case FILE -> file.toString();
            case GIVEN -> "the key given for the store";
            case PKCS11 -> "the key of server.store.pkcs11";
        };
    }

    @Override
    public String toString() {
        return "Seal[" + key() + "]";
    }
}
