package io.grantway.store.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.grantway.authserver.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Keys (AES-256-GCM), each with its number: all open, the primary one seals.
final class Keyset {
    private final KeysetHandle handle;
    private final Aead aead;
    private final int primary;
    private final List<Integer> all;

    Keyset(KeysetHandle handle) {
        try {
            this.handle = handle;
            this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
            this.primary = handle.getPrimary().getId();
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < handle.size(); i++) {
                numbers.add(handle.getAt(i).getId());
            }
            this.all = List.copyOf(numbers);
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable("what was kept as keys is none", e);
        }
    }

    static Keyset generate() {
        try {
            AeadConfig.register();
            return new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can always be made", e);
        }
    }

    static Keyset parse(byte[] text) {
        try {
            AeadConfig.register();
            return new Keyset(
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            new String(text, StandardCharsets.UTF_8),
                            InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable("what was kept as keys is none", e);
        }
    }

    byte[] serialized() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyset can always be written", e);
        }
    }

    /// These, and a new one that seals from now on.
    Keyset rotated() {
        try {
            return new Keyset(
                    KeysetHandle.newBuilder(handle)
                            .addEntry(
                                    KeysetHandle.generateEntryFromParameters(
                                                    PredefinedAeadParameters.AES256_GCM)
                                            .withRandomId()
                                            .makePrimary())
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can always be added", e);
        }
    }

    /// Only the one that seals.
    Keyset withoutFormer() {
        try {
            KeysetHandle.Builder rest = KeysetHandle.newBuilder(handle);
            for (int i = rest.size() - 1; i >= 0; i--) {
                if (!rest.getAt(i).isPrimary()) {
                    rest.deleteAt(i);
                }
            }
            return new Keyset(rest.build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyset can be made smaller", e);
        }
    }

    /// These, and others that open only.
    Keyset opening(Keyset former) {
        try {
            KeysetHandle.Builder more = KeysetHandle.newBuilder(handle);
            for (int i = 0; i < former.handle.size(); i++) {
                KeysetHandle.Entry entry = former.handle.getAt(i);
                if (!all.contains(entry.getId())) {
                    more.addEntry(
                            KeysetHandle.importKey(entry.getKey())
                                    .withFixedId(entry.getId())
                                    .setStatus(KeyStatus.ENABLED));
                }
            }
            return new Keyset(more.build());
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable("a former key cannot be used", e);
        }
    }

    Aead aead() {
        return aead;
    }

    int primary() {
        return primary;
    }

    /// Those that no longer seal.
    List<Integer> former() {
        return all.stream().filter(number -> number != primary).toList();
    }

    boolean has(OptionalInt number) {
        return number.isPresent() && all.contains(number.getAsInt());
    }

    @Override
    public String toString() {
        return "Keyset[" + all.size() + " keys]";
    }
}
