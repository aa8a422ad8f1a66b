package io.grantway.store.seal;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The keys of a store, by their numbers.
///
/// @param primary the one that seals
/// @param all those that open
record SealKeys(int primary, Map<Integer, Aead> all) {
    static SealKeys of(Keyset keyset) {
        Map<Integer, Aead> all = new HashMap<>();
        all.put(keyset.primary(), keyset.aead());
        keyset.former().forEach(number -> all.put(number, keyset.aead()));
        return new SealKeys(keyset.primary(), Map.copyOf(all));
    }

    /// These, and others that open only.
    SealKeys opening(SealKeys former) {
        Map<Integer, Aead> both = new HashMap<>(former.all);
        both.putAll(all);
        return new SealKeys(primary, Map.copyOf(both));
    }

    byte[] seal(byte[] plain, byte[] row) throws GeneralSecurityException {
        Aead key = all.get(primary);
        if (key == null) {
            throw new GeneralSecurityException("no key");
        }
        return key.encrypt(plain, row);
    }

    byte[] open(byte[] sealed, byte[] row) throws GeneralSecurityException {
        OptionalInt number = KeyNumber.of(sealed);
        Aead key = number.isPresent() ? all.get(number.getAsInt()) : null;
        if (key == null) {
            throw new GeneralSecurityException("sealed by another key");
        }
        return key.decrypt(sealed, row);
    }

    List<Integer> former() {
        return all.keySet().stream().filter(number -> number != primary).toList();
    }

    @Override
    public String toString() {
        return "SealKeys[" + all.size() + "]";
    }
}
