package io.grantway.store.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/// A key (AES-256-GCM) as a Tink keyset in a file that only its owner may read.
record KeyFile(Path path) {
    /// @param make whether to make the file where there is none
    /// @throws StoreUnavailable when it cannot be read or made
    Aead read(boolean make) {
        try {
            AeadConfig.register();
            if (make && !Files.exists(path)) {
                write(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
            }
            return TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(path), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (IOException e) {
            throw new StoreUnavailable(
                    this
                            + " cannot be read ("
                            + e
                            + "): it holds the key to what the database keeps; put it back",
                    e);
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable(this + " holds no key: put the right file back", e);
        }
    }

    /// The file is whole before it has its name, and on disk before anything is sealed by it.
    private void write(KeysetHandle key) throws IOException, GeneralSecurityException {
        String text = TinkJsonProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get());
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(draft, options, ownerOnly())) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel entry = FileChannel.open(directory)) {
                entry.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return "the key file " + path;
    }
}
