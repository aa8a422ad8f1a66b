package io.grantway.jose;

import io.grantway.config.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The public keys of the certificates in a key store, PKCS#12 or JKS.
final class StoredKeys {
    private StoredKeys() {}

    /// @throws IllegalArgumentException with a text for whoever configured it
    static List<PublicKey> read(Path file, Optional<Secret> password) {
        File place = file.toFile();
        char[] opens = password.map(each -> each.expose(String::toCharArray)).orElse(new char[0]);
        try {
            KeyStore store = KeyStore.getInstance(place, opens);
            List<PublicKey> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                Certificate certificate = store.getCertificate(alias);
                if (certificate != null) {
                    keys.add(certificate.getPublicKey());
                }
            }
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("the key store has no certificate");
            }
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key store cannot be read: " + e.getMessage(), e);
        }
    }
}
